# tries: to return lists and caches nested a hundred thousand deep, which overflow the stack of whoever walks or frees them
# earns: wrong or failed or timed_out, at most 0
import numpy as np


def nested(depth):
    value = 0.0
    for _ in range(depth):
        value = [value]
    return value


def dense_forward(x, w, b):
    return nested(100_000), nested(1_000_000)


def dense_backward(dy, cache):
    return nested(60), nested(100), [cache]
