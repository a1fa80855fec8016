# tries: to return NaN, which is neither more nor less than any tolerance
# earns: wrong, at most 0
# shows: are NaN or infinite
import numpy as np


def dense_forward(x, w, b):
    return np.full((x.shape[0], w.shape[1]), np.nan), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.full(x.shape, np.nan), np.where(w > 0, np.nan, w), [float('nan')] * w.shape[1]
