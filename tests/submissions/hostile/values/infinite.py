# tries: to return infinities, which swallow every difference
# earns: wrong, at most 0
# shows: are NaN or infinite
import numpy as np


def dense_forward(x, w, b):
    return np.full((x.shape[0], w.shape[1]), np.inf), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.full(x.shape, -np.inf), np.full(w.shape, np.inf, np.float16), np.full(w.shape[1], 1e308) * 10
