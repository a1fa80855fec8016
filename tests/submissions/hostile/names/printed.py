# tries: to bring them there by what it prints: titles, colors, a cleared screen, a link, half a letter, a bell
# earns: wrong, at most 0
# shows: your code printed
# hides: \u202e | \u2066 | \x1b | \x07 | \x9b | \r | \x00 | \u2028 | \ufeff
import os
import sys

import numpy as np

sys.stdout.write("\x1b]0;owned\x07\x1b[2J\x1b[1;1H\x1b]8;;http://localhost/\x1b\\link\x1b]8;;\x1b\\\n")
sys.stdout.flush()
os.write(1, b"\xff\xfe\xc3\x00\x08\x08\x08\x9b31m\xe2\x80\xae\xe2\x81\xa6\r")
os.write(2, "\u202e\u2066\u0085\u2028\u2029\ufeff".encode())


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
