# tries: to fill a dictionary with keys that all have the same hash
# earns: timed_out, at most 0
import sys

import numpy as np


def dense_forward(x, w, b):
    table = {}
    for number in range(10**6):
        table[number * sys.hash_info.modulus] = number
    return table, None


def dense_backward(dy, cache):
    return None
