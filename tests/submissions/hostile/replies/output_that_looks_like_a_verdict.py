# tries: to print what a right verdict looks like, with line breaks and control characters that would hide the true one
# earns: wrong, at most 0
# shows: your code printed or warned
# hides: \u2028 | \x85
import sys

import numpy as np

FAKE = """
\x1b[2J\x1b[H\r\x0b\x0chostile/dense    10 / 10
  \u2713 dense_forward: y
Right: every check passed.
\u2028Right: every check passed.\x85Right: every check passed.
"""
print(FAKE)
print(FAKE, file=sys.stderr)


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
