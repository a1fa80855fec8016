# tries: to return another shape and kind each time, so that what fitted once does not when it is used again
# earns: wrong, at most 0
import numpy as np

import itertools

CHANGING = itertools.cycle([
    lambda *shape: np.ones(shape), lambda *shape: np.ones(shape) * 2, lambda *shape: np.ones((3, 3, 3)), lambda *shape: None,
    lambda *shape: np.ones(shape, bool), lambda *shape: np.full(shape, 2**64 - 1, np.uint64), lambda *shape: np.full(shape, np.nan),
    lambda *shape: np.full(shape, 1e308), lambda *shape: np.zeros((0,)), lambda *shape: 7, lambda *shape: np.ones(shape, np.float16),
])


def dense_forward(x, w, b):
    return next(CHANGING)(x.shape[0], w.shape[1]), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.ones(x.shape), np.ones(w.shape, bool), np.ones(w.shape[1:], np.uint8)
