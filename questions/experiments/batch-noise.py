"""The spread of one example's output over minibatches of others."""

import numpy as np
from batchnorm import batchnorm_forward
from dropout import dropout_forward

REPEATS = 400
FEATURES = 32


def measure(x, rng):
    """x: examples in the minibatch. The features of the examples are unit normal."""
    example = rng.normal(size=FEATURES)
    ones, zeros = np.ones(FEATURES), np.zeros(FEATURES)
    normalized, dropped = [], []
    for _ in range(REPEATS):
        batch = np.vstack([example, rng.normal(size=(x - 1, FEATURES))])  # [x, FEATURES]
        y, *_ = batchnorm_forward(batch, ones, zeros, zeros, ones, training=True)
        normalized.append(y[0])
        y, _ = dropout_forward(batch, p=0.5, training=True, rng=rng)
        dropped.append(y[0])
    return {
        "batchnorm": np.sqrt(np.var(normalized, axis=0).mean()),
        "dropout": np.sqrt(np.var(dropped, axis=0).mean()),
    }
