# quizdl: initialization/he-normal
"""Box and Muller's transform: two uniform draws give two normal ones, a radius and an angle."""

import math

import numpy as np


def he_normal(shape, *, rng, negative_slope=0.0):
    count = math.prod(shape)
    fan_in = shape[0] if len(shape) == 2 else count // shape[0]
    half = (count + 1) // 2
    radius = np.sqrt(-2 * np.log1p(-rng.random(half)))
    angle = 2 * np.pi * rng.random(half)
    draws = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[:count]
    return draws.reshape(shape) * math.sqrt(2 / ((1 + negative_slope**2) * fan_in))
