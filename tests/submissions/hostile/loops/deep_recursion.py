# tries: to overflow the stack with the limit on recursion removed
# earns: failed or timed_out, at most 0
import sys

import numpy as np

sys.setrecursionlimit(2**31 - 1)


class Bottomless:
    def __repr__(self):
        return repr(self)

    def __getattr__(self, name):
        return getattr(self, name)


def dense_forward(x, w, b):
    try:
        repr(Bottomless())
    except MemoryError:
        pass
    return Bottomless().T, None


def dense_backward(dy, cache):
    return None
