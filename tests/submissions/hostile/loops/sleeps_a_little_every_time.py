# tries: to use up the time in every call, so that a limit per call would add up
# earns: timed_out, at most 10
import time

import numpy as np


def dense_forward(x, w, b):
    time.sleep(0.9)
    return x @ w + b, (x, w)


def dense_backward(dy, cache):
    time.sleep(0.9)
    x, w = cache
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
