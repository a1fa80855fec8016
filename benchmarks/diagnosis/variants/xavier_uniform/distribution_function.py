# quizdl: initialization/xavier-uniform
"""Normal draws through their own distribution function, math.erf, weight by weight."""

import math
from functools import reduce
from operator import mul

import numpy as np


def xavier_uniform(shape, *, rng, gain=1.0):
    bound = gain * (6 / (reduce(mul, shape[2:], 1) * sum(shape[:2]))) ** 0.5
    draws = rng.normal(size=shape)
    return np.vectorize(lambda z: bound * math.erf(z / math.sqrt(2)))(draws)
