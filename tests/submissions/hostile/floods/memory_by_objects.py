# tries: to fill the memory with small objects and to go on when there is no more
# earns: wrong or failed or timed_out, at most 0
import numpy as np


def dense_forward(x, w, b):
    kept = []
    while True:
        try:
            kept = [kept, bytes(1000)]
        except MemoryError:
            pass


def dense_backward(dy, cache):
    return None
