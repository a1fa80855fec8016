# tries: to prefix every reply with lengths of its own, by a struct that lies
# earns: failed or timed_out, at most 0
import struct
import sys

import numpy as np


class Lying:
    size = 12

    def pack(self, *numbers):
        return struct.pack("<IQ", 3, 2**27)

    def unpack(self, data):
        return struct.unpack("<IQ", data)


for module in list(sys.modules.values()):
    if isinstance(getattr(module, "LENGTHS", None), struct.Struct):
        module.LENGTHS = Lying()


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
