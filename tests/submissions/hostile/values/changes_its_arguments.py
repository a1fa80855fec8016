# tries: to change its arguments in place, so that the right values might be computed from zeros
# earns: wrong, at most 0
import numpy as np


def dense_forward(x, w, b):
    for array in (x, w, b):
        array.setflags(write=True)
        array[...] = 0
        array.resize((0,) * array.ndim, refcheck=False)
    return np.zeros((4, 2)), (x, w)


def dense_backward(dy, cache):
    dy *= 0
    return np.zeros((4, 3)), np.zeros((3, 2)), np.zeros(2)
