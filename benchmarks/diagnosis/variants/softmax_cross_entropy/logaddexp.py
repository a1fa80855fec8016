# quizdl: losses/implement-cross-entropy
"""np.logaddexp.reduce needs no largest logit; the softmax of the backward is exp of a difference."""

import numpy as np


def softmax_cross_entropy_forward(logits, targets):
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    loss = np.mean(-np.take_along_axis(log_p, targets[:, None], axis=1))
    return loss, (log_p, targets)


def softmax_cross_entropy_backward(dloss, cache):
    log_p, targets = cache
    dlogits = np.exp(log_p)
    here = np.take_along_axis(dlogits, targets[:, None], axis=1)
    np.put_along_axis(dlogits, targets[:, None], here - 1, axis=1)
    return dlogits * (dloss / len(targets))
