# tries: to go on for ever, with every exception swallowed, every signal blocked or handled and every timer reset
# earns: timed_out, at most 0
import signal

import numpy as np

for number in range(1, 65):
    try:
        signal.signal(number, lambda *arguments: None)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))


def dense_forward(x, w, b):
    while True:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
            while True:
                pass
        except BaseException:
            continue
        finally:
            continue


def dense_backward(dy, cache):
    return None
