# tries: to earn points by returning its arguments as they came, in whatever shape fits
# earns: wrong, at most 0
import numpy as np


def fitting(shape, *arrays):
    for array in arrays:
        if array.shape == shape:
            return array
    return np.resize(arrays[0], shape)


def dense_forward(x, w, b):
    return fitting((x.shape[0], w.shape[1]), x, w, b), (x, w, b)


def dense_backward(dy, cache):
    x, w, b = cache
    return fitting(x.shape, x, dy), fitting(w.shape, w, dy), fitting(b.shape, b, dy)
