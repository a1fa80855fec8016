# tries: to use up all descriptors, with something in the pipes behind them
# earns: right or failed, at most 10
# shows: some descriptors
import os

import numpy as np

kept = []
try:
    while len(kept) < 10_000:
        kept.append(os.pipe())
        os.write(kept[-1][1], bytes(4096))
except OSError:
    pass
print("let through: many descriptors" if len(kept) > 1000 else "some descriptors")


def dense_forward(x, w, b):
    return x @ w + b, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
