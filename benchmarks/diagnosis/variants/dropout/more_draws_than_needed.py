# quizdl: dropout/implement-dropout
"""Draws three numbers per entry and uses the middle one, in both modes, from the last entry to the first."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    draws = rng.random((x.size, 3))[::-1, 1].reshape(x.shape)
    rng.standard_normal(17)  # drawn and thrown away
    mask = (draws < 1 - p) / (1 - p) if training else np.ones_like(draws)
    return x * mask, [mask]


def dropout_backward(dy, cache):
    return dy * cache.pop()
