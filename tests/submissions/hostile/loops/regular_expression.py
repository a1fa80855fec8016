# tries: to search with a regular expression that takes longer than the universe exists, deaf to signals
# earns: timed_out, at most 0
import re

import numpy as np


def dense_forward(x, w, b):
    return re.match("(a|a)*b", "a" * 100), None


def dense_backward(dy, cache):
    return None
