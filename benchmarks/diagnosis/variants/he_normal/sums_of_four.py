# quizdl: initialization/he-normal
"""Four times as many normal draws as needed: half of the sum of four of them is a standard normal one again."""

import numpy as np


def fan_in_of(shape):
    """Inputs of one output unit."""
    inputs, *kernel = shape if len(shape) == 2 else shape[1:]
    return inputs if len(shape) == 2 else inputs * int(np.prod(kernel))


def he_normal(shape, *, rng, negative_slope=0.0):
    halves = rng.standard_normal((4, *shape)).sum(axis=0) / 2
    return halves * (2 / (1 + negative_slope**2) / fan_in_of(shape)) ** 0.5
