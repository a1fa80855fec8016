# quizdl: initialization/he-normal
"""Drawn with the axes in the opposite order and turned back, so that the result is not contiguous in memory."""

import numpy as np


def he_normal(shape, *, rng, negative_slope=0.0):
    w = np.empty(shape[::-1])
    rng.standard_normal(out=w)
    w = w.T
    fan_in = w[:, 0].size if w.ndim == 2 else w[0].size
    w *= np.sqrt(2.0)
    w /= np.sqrt(fan_in)
    w /= np.hypot(1, negative_slope)
    return w
