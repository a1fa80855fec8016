# tries: to return a hundred million values, an endless sequence, and a tuple that says to be short
# earns: wrong or failed or timed_out, at most 0
import numpy as np


class Short(tuple):
    def __len__(self):
        return 3

    def __iter__(self):
        while True:
            yield np.zeros(10_000)


def dense_forward(x, w, b):
    return [0.0] * 10_000_000, (x, w)


def dense_backward(dy, cache):
    return Short((1, 2, 3))
