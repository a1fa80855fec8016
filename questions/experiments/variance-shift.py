"""The variance at inference as a share of that in training, behind dropout."""

import numpy as np
from batchnorm import batchnorm_forward
from dense import dense_forward
from dropout import dropout_forward
from initialization import lecun_normal
from relu import relu_forward

EXAMPLES, FEATURES = 2500, 64
MEAN, VARIANCE = 1 / np.sqrt(2 * np.pi), 1 / 2 - 1 / (2 * np.pi)  # of the ReLU of a unit normal


def measure(x, rng):
    """x: probability of dropping. The examples, the weights and what the masks are drawn from are those of every x."""
    w = lecun_normal((FEATURES, FEATURES), rng=rng)
    values = rng.standard_normal((EXAMPLES, FEATURES))
    features, _ = relu_forward(values)
    return {
        "relu": ratio(features, x, np.eye(FEATURES), rng),
        "dense": ratio(features, x, w, rng),
        "formula": VARIANCE * (1 - x) / (VARIANCE + x * MEAN**2),
        "centered": ratio(values, x, np.eye(FEATURES), rng),
    }


def ratio(features, p, w, rng):
    """Variance without dropout by variance with it, as batch norm behind the dense layer w sees them."""
    dropped, _ = dropout_forward(features, p=p, training=True, rng=rng)
    return running_variance(features, w).mean() / running_variance(dropped, w).mean()


def running_variance(features, w):
    """What batch norm notes down as the running variance of the outputs of w."""
    outputs, _ = dense_forward(features, w, np.zeros(FEATURES))
    zeros, ones = np.zeros(FEATURES), np.ones(FEATURES)
    _, _, variance, _ = batchnorm_forward(outputs, ones, zeros, zeros, ones, training=True, momentum=1.0)
    return variance
