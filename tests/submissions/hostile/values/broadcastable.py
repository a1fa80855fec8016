# tries: to return a mean in a shape that is broadcast against the right one
# earns: wrong, at most 0
# shows: has shape ()
import numpy as np


def dense_forward(x, w, b):
    return (x @ w + b).mean(), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.array([[(dy @ w.T).mean()]]), x.T.dot(dy).mean(axis=0, keepdims=True), dy.sum()
