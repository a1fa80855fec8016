# quizdl: dropout/implement-dropout
"""rng.normal: an entry is kept where a standard normal draw lies above the p-quantile; an object as cache."""

from statistics import NormalDist

import numpy as np


class Mask:
    def __init__(self, shape, p, rng):
        threshold = NormalDist().inv_cdf(p) if p > 0 else -np.inf
        self.kept = rng.normal(loc=0.0, scale=1.0, size=shape) > threshold
        self.scale = 1 / (1 - p)

    def __call__(self, values):
        result = np.zeros(values.shape)
        np.multiply(values, self.scale, out=result, where=self.kept)
        return result


def dropout_forward(x, *, p, training, rng):
    layer = Mask(x.shape, p, rng) if training else np.copy
    return layer(x), layer


def dropout_backward(dy, cache):
    return cache(dy)
