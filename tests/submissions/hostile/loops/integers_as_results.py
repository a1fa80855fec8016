# tries: to return integers of a million digits and floats beyond all bounds, to be converted and compared
# earns: wrong or failed or timed_out, at most 0
import numpy as np


def dense_forward(x, w, b):
    return [[10**1_000_000, -(10**400)]] * 4, (x, w)


def dense_backward(dy, cache):
    return 10**1_000_000, True, [2**63, 2**64 - 1]
