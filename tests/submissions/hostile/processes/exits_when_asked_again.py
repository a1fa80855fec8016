# tries: to end the process when its forward is called once more than there are cases, as it is to explain a mistake
# earns: wrong, at most 0
import os

import numpy as np

calls = 0


def dense_forward(x, w, b):
    global calls
    calls += 1
    if calls > 2:
        os._exit(7)
    return np.ones((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.ones_like(x), np.ones_like(w), np.ones(w.shape[1])
