# quizdl: initialization/xavier-uniform
"""Whole numbers of 53 bits, centered and scaled by the standard deviation of a uniform distribution, 1 / sqrt(12)."""

import numpy as np


def xavier_uniform(shape, *, rng, gain=1.0):
    area = int(np.prod(shape[2:]))  # 1 where there is no kernel
    variance = gain**2 * 2 / (area * (shape[0] + shape[1]))
    unit = (rng.integers(0, 2**53, size=shape) + 0.5) / 2**53 - 0.5  # variance 1 / 12
    return unit * np.sqrt(12 * variance)
