# quizdl: initialization/xavier-uniform
"""exp(-t) of an exponential time t is uniform between 0 and 1; drawn transposed and turned back, a random sign."""

import numpy as np


def xavier_uniform(shape, *, rng, gain=1.0):
    size = np.exp(-rng.exponential(size=shape[::-1])).T
    sign = 2 * rng.binomial(1, 0.5, size=shape) - 1
    fans = shape if len(shape) == 2 else [n * shape[2] * shape[3] for n in shape[:2]]
    return gain * np.sqrt(6 / sum(fans)) * sign * size
