# tries: to print without end on every way out, in bytes that are no text
# earns: timed_out, at most 0
import os
import sys

import numpy as np


def dense_forward(x, w, b):
    text = bytes(range(256)) * 256
    while True:
        os.write(1, text)
        os.write(2, text)
        sys.stdout.buffer.write(text)
        sys.stderr.write("\u202e\ud800\x1b[35m" * 1000)


def dense_backward(dy, cache):
    return None
