# quizdl: initialization/xavier-uniform
"""float32 draws and float32 weights, as deep-learning code usually keeps them."""

import numpy as np


def xavier_uniform(shape, *, rng, gain=1.0):
    area = np.prod(shape[2:], dtype=int)
    bound = np.float32(gain * np.sqrt(6 / (area * (shape[0] + shape[1]))))
    return bound * (2 * rng.random(shape, dtype=np.float32) - 1)
