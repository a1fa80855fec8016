# quizdl: dropout/implement-dropout
"""The mask is drawn for the transpose and turned back; x and dy are changed where they stand, and returned."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    if not training:
        return x, None
    mask = np.empty(x.shape[::-1])
    rng.random(out=mask)
    np.greater_equal(mask, p, out=mask)
    mask /= 1 - p
    x *= mask.T
    return x, mask


def dropout_backward(dy, cache):
    if cache is not None:
        dy *= cache.T
    return dy
