# tries: to return the largest numbers there are, so that differences overflow or cancel
# earns: wrong, at most 0
import numpy as np


def dense_forward(x, w, b):
    return np.full((x.shape[0], w.shape[1]), np.finfo(float).max), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.full(x.shape, -1.79e308), np.full(w.shape, 2**64 - 1, np.uint64), np.full(w.shape[1], np.iinfo(np.int64).min)
