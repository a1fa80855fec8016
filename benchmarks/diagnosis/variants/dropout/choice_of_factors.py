# quizdl: dropout/implement-dropout
"""rng.choice between the two factors that an entry can have, 0 and 1 / (1 - p); lists are returned."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    factors = np.ones(x.shape)
    if training:
        factors = rng.choice([0.0, 1 / (1 - p)], size=x.shape, p=[p, 1 - p])
    return np.multiply(x, factors).tolist(), factors


def dropout_backward(dy, cache):
    return np.multiply(dy, cache).tolist()
