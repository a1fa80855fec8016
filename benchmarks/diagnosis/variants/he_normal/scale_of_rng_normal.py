# quizdl: initialization/he-normal
"""rng.normal with a scale, and fan_in as the size of one filter."""

import numpy as np


def he_normal(shape, *, rng, negative_slope=0.0):
    fan_in = shape[0] if len(shape) == 2 else np.prod(shape[1:])
    gain = np.sqrt(2 / (1 + negative_slope**2))
    return rng.normal(0.0, gain / np.sqrt(fan_in), size=shape)
