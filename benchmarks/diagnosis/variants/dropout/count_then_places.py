# quizdl: dropout/implement-dropout
"""First how many (binomial), then which (without replacement): together as independent as a draw for each entry."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    if training:
        count = rng.binomial(x.size, 1 - p)
        kept = rng.choice(x.size, size=count, replace=False)
    else:
        kept, p = np.arange(x.size), 0
    y = scattered(x, kept, 1 / (1 - p))
    return y, iter([kept, 1 / (1 - p)])


def dropout_backward(dy, cache):
    return scattered(dy, *cache)


def scattered(values, kept, factor):
    """Zeros, but for the kept entries times the factor."""
    result = np.zeros(values.size)
    result[kept] = factor * values.ravel()[kept]
    return result.reshape(values.shape)
