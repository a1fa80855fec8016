# tries: nothing: it is graded right before the files that look for what is left of it
# earns: right, at most 10
"""@marker@ in a docstring."""

import numpy as np

MARKER = "@marker@"


class Kept:
    text = "@marker@ " * 50  # @marker@ in a comment


kept = [Kept() for _ in range(100)] + [f"{MARKER} {number}" for number in range(1000)]
table = np.frombuffer(MARKER.encode() * 1000, np.uint8).copy()
print(MARKER)
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment
# @marker@ in a long comment


def dense_forward(x, w, b):
    return x @ w + b, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
