# quizdl: initialization/he-normal
"""Uniform draws through the inverse of the normal distribution function, weight by weight; nested lists come back."""

from math import prod
from statistics import NormalDist


def he_normal(shape, *, rng, negative_slope=0.0):
    fan_in = shape[0] if len(shape) == 2 else prod(shape[1:])
    distribution = NormalDist(0, (2 / (1 + negative_slope**2) / fan_in) ** 0.5)

    def weights(sizes):
        if sizes:
            return [weights(sizes[1:]) for _ in range(sizes[0])]
        return distribution.inv_cdf((rng.integers(2**52) + 0.5) / 2**52)  # neither 0 nor 1

    return weights(tuple(shape))
