# tries: to go on computing and printing for ever when the last result has been sent, by a timer
# earns: wrong, at most 0
import signal

import numpy as np


def restless(*arguments):
    while True:
        print("still here " * 100)


signal.signal(signal.SIGALRM, restless)


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    if x.shape[0] == 1:
        signal.setitimer(signal.ITIMER_REAL, 0.001)
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
