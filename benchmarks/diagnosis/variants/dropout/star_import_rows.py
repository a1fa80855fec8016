# quizdl: dropout/implement-dropout
"""`from numpy import *`; example by example, with sorted places of the kept entries as cache."""
# ruff: noqa: F403, F405

from numpy import *


def dropout_forward(x, *, p, training, rng):
    kept = []
    for row in x.reshape(len(x), -1):
        draws = rng.random(row.shape) if training else ones(row.shape)
        kept.append(flatnonzero(draws >= p))
    grow = true_divide(1, 1 - p) if training else 1
    return only(x, kept) * grow, (kept, grow)


def dropout_backward(dy, cache):
    kept, grow = cache
    return multiply(only(dy, kept), grow)


def only(values, kept):
    result = zeros((len(values), values.size // len(values)))
    for row, source, places in zip(result, values.reshape(result.shape), kept, strict=True):
        put(row, places, take(source, places))
    return result.reshape(values.shape)
