# uses: functools: partial, lru_cache, reduce, singledispatch
# quizdl: honest/softmax
import functools
import operator

import numpy as np


@functools.lru_cache(maxsize=None)
def eye(size):
    return np.eye(size)


@functools.singledispatch
def rows(value):
    raise TypeError(type(value))


@rows.register
def _(value: np.ndarray):
    return list(value)


def one_row(power, row):
    e = power(row - functools.reduce(np.maximum, row))
    return e / functools.reduce(operator.add, e)


softmax_row = functools.partial(one_row, np.exp)


def softmax_forward(x):
    y = np.array([softmax_row(row) for row in rows(x)])
    return y, y


def backward_of(eye, dy, cache):
    jacobians = cache[:, :, None] * (eye(cache.shape[1]) - cache[:, None, :])
    return np.einsum("nij,nj->ni", jacobians, dy)


softmax_backward = functools.partial(backward_of, eye)
