# quizdl: dropout/implement-dropout
"""rng.binomial draws the mask itself; the cache is the factor of every entry."""


def dropout_forward(x, *, p, training, rng):
    factor = rng.binomial(1, 1 - p, size=x.shape) / (1 - p) if training else 1.0
    return factor * x, factor


def dropout_backward(dy, cache):
    return dy * cache
