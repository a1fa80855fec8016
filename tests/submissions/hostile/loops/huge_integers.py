# tries: to compute with integers of a hundred million digits, deaf to signals
# earns: timed_out or failed, at most 0
import sys

import numpy as np

sys.set_int_max_str_digits(0)


def dense_forward(x, w, b):
    number = 7 ** (10**7)
    return np.zeros((4, len(str(number)))), None


def dense_backward(dy, cache):
    return None
