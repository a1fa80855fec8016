# tries: to keep the worker writing for ever by an os.write that claims to have written nothing
# earns: timed_out, at most 0
import os

import numpy as np

os.write = lambda descriptor, data: 0


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
