# tries: to run code at the end of the process: exit handlers, finalizers, signal handlers, __del__
# earns: right, at most 10
import atexit
import os
import signal
import weakref

import numpy as np


def last(*arguments):
    os.write(2, b"let through: ran at the end\n")


class Mortal:
    def __del__(self):
        last()


mortal = Mortal()
mortal.itself = mortal
weakref.finalize(mortal, last)
atexit.register(last)
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGXCPU):
    signal.signal(number, last)


def dense_forward(x, w, b):
    return x @ w + b, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
