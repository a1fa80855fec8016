# quizdl: initialization/xavier-uniform
"""`from numpy import *`; beta(1, 1) is the uniform distribution; stretched in place, a row more than needed drawn."""
# ruff: noqa: F403, F405

from numpy import *


def xavier_uniform(shape, *, rng, gain=1.0):
    w = rng.beta(1, 1, size=(shape[0] + 1, *shape[1:]))[1:]
    w -= 0.5
    w *= 2
    w *= gain
    w *= sqrt(6)
    w /= sqrt(prod(shape[2:]) * (shape[0] + shape[1]))
    return w
