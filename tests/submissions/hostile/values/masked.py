# tries: to hide every number behind a mask, which numpy's own comparisons take for agreement
# earns: wrong, at most 0
# shows: masked array
import numpy as np


def dense_forward(x, w, b):
    return np.ma.masked_all((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.ma.masked_all(x.shape), np.ma.masked_array(w, True), np.ma.masked
