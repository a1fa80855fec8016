# tries: to stop its own process and its group, which does not end it
# earns: timed_out or failed, at most 0
import os
import signal

import numpy as np


def dense_forward(x, w, b):
    os.kill(os.getpid(), signal.SIGSTOP)
    os.killpg(0, signal.SIGSTOP)
    while True:
        signal.raise_signal(signal.SIGSTOP)


def dense_backward(dy, cache):
    return None
