# tries: to take all memory of the machine, in large pieces, in small ones and by mappings, and to hold it to the end
# earns: wrong or failed or timed_out, at most 0
# shows: less than a gigabyte
import mmap

import numpy as np

kept = []
for size in (2**28, 2**24, 2**20):
    try:
        while len(kept) < 4000:
            kept.append(np.empty(size // 8))
    except MemoryError:
        pass
try:
    while len(kept) < 8000:
        kept.append(mmap.mmap(-1, 2**24))
except OSError:
    pass
total = sum(getattr(piece, "nbytes", 2**24) for piece in kept)
kept = None if total < 2**30 else kept
print("let through: a gigabyte" if total >= 2**30 else "less than a gigabyte")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
