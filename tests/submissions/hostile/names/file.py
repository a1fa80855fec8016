# tries: to bring them there by the name of the file
# earns: failed, at most 0
# named: a\u202eyp.\x1b[35m\x07\u2066
# shows: ValueError: in the first place
# hides: \u202e | \u2066 | \x1b | \x07
import numpy as np

raise ValueError("in the first place")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
