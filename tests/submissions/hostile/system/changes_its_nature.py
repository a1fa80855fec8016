# tries: to undo by prctl what keeps it in: to outlive the server, to be traced, to lay filters of its own
# earns: wrong or failed, at most 0
# shows: 6 tried, let through: nothing
import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
DEATH_SIGNAL, DUMPABLE, NAME, SECUREBITS, SUBREAPER, CLOCKS = 1, 4, 15, 28, 36, 26


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)

def checked(result):
    if result is not None and result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result



def prctl(option, value):
    checked(libc.prctl(option, value, 0, 0, 0))


attempt("outlives its parent", lambda: prctl(DEATH_SIGNAL, 0))
attempt("dumpable", lambda: prctl(DUMPABLE, 1))
attempt("name", lambda: prctl(NAME, b"kworker/0:1"))
attempt("securebits", lambda: prctl(SECUREBITS, 0))
attempt("adopts orphans", lambda: prctl(SUBREAPER, 1))
attempt("crashes on clocks", lambda: prctl(CLOCKS, 1))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
