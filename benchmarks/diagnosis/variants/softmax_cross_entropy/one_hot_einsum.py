# quizdl: losses/implement-cross-entropy
"""Targets as rows of the identity matrix, products with einsum, the cache in a closure."""

import numpy as np


def softmax_cross_entropy_forward(logits, targets):
    N, C = logits.shape
    wanted = np.eye(C)[targets]
    z = logits - np.amax(logits, axis=1)[:, np.newaxis]
    p = np.exp(z)
    normalizers = np.einsum("nc->n", p)
    loss = (np.log(normalizers) - np.einsum("nc,nc->n", z, wanted)).mean()

    def gradient(dloss):
        return dloss * (np.einsum("nc,n->nc", p, 1 / normalizers) - wanted) / N

    return loss, gradient


def softmax_cross_entropy_backward(dloss, cache):
    return cache(dloss)
