# tries: to return arrays that are small in memory and enormous by their shape
# earns: wrong or failed, at most 0
# shows: too large to be right
import numpy as np


def dense_forward(x, w, b):
    return np.broadcast_to(np.float64(0), (2**20, 2**20)), (x, w)


def dense_backward(dy, cache):
    huge = np.lib.stride_tricks.as_strided(np.zeros(1), (2**30, 2**30), (0, 0))
    return huge, np.broadcast_to(np.int8(1), (1,) * 60 + (2**40,)), np.broadcast_to(True, (2**26 + 1,))
