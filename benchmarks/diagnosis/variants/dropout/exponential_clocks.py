# quizdl: dropout/implement-dropout
"""Every entry has a clock with an exponential time; it is kept where the clock outlasts -log(1 - p). A closure."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    if not training:
        return x, lambda dy: dy
    outlasts = rng.exponential(size=x.shape) >= -np.log1p(-p)  # with probability exp(log(1 - p)) = 1 - p
    inverted = outlasts.astype(float) / (1 - p)

    def layer(values):
        return values * inverted

    return layer(x), layer


def dropout_backward(dy, cache):
    return cache(dy)
