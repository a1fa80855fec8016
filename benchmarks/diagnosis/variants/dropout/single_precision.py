# quizdl: dropout/implement-dropout
"""float32 throughout: draws, mask, outputs and gradients, as most training code has them."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    x = x.astype(np.float32)
    if not training:
        return x, None
    mask = (rng.random(x.shape, dtype=np.float32) >= p).astype(np.float32) / np.float32(1 - p)
    return x * mask, mask


def dropout_backward(dy, cache):
    dy = dy.astype(np.float32)
    return dy if cache is None else dy * cache
