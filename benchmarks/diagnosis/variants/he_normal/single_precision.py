# quizdl: initialization/he-normal
"""float32 draws and float32 weights, as deep-learning code usually keeps them."""

import math

import numpy as np


def he_normal(shape, *, rng, negative_slope=0.0):
    fan_in = shape[0] if len(shape) == 2 else math.prod(shape[1:])
    std = np.float32(math.sqrt(2 / ((1 + negative_slope**2) * fan_in)))
    return std * rng.standard_normal(shape, dtype=np.float32)
