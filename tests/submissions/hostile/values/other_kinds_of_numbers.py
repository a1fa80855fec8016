# tries: to return bits, bytes, halves and times in place of numbers
# earns: wrong, at most 0
import numpy as np


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1]), bool), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros(x.shape, np.float16), np.zeros(w.shape, 'm8[s]'), np.zeros(w.shape[1], [('value', float)])
