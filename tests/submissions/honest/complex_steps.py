# uses: a backward that differentiates the forward by complex steps
# quizdl: honest/softmax
import numpy as np


def raw(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_forward(x):
    shifted = x - x.max(axis=-1, keepdims=True)
    return raw(shifted), shifted


def softmax_backward(dy, cache):
    dx = np.empty_like(dy)
    for column in range(dy.shape[1]):
        moved = cache.astype(complex)
        moved[:, column] += 1e-30j
        dx[:, column] = (raw(moved).imag / 1e-30 * dy).sum(axis=-1)
    return dx
