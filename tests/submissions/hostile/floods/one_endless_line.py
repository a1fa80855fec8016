# tries: to print one line of 100 MB made of combining and control characters
# earns: right or timed_out, at most 10
# hides: \u202e | \u200f
import sys

import numpy as np

block = ("Z\u0335\u0321\u0322\u0489" + "\u200f\u202e\x00\x07") * 10_000
for _ in range(500):
    sys.stdout.write(block)


def dense_forward(x, w, b):
    return x @ w + b, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
