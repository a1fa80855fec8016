# tries: to kill a process of the same user that has nothing to do with it, by every system call that sends a signal
# earns: wrong or failed, at most 0
# shows: 15 tried, let through: nothing
import ctypes
import os
import signal

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
TGKILL, TKILL, SIGQUEUE = {"x86_64": (234, 200, 129)}.get(os.uname().machine, (131, 130, 138))


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
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


bystander = int("@bystander@")
about = (ctypes.c_int * 32)(signal.SIGTERM, 0, -1)
for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
    attempt("kill", lambda: os.kill(bystander, number))
    attempt("killpg", lambda: os.killpg(bystander, number))
    attempt("tkill", lambda: checked(libc.syscall(TKILL, bystander, number)))
    attempt("tgkill", lambda: checked(libc.syscall(TGKILL, bystander, bystander, number)))
    attempt("sigqueue", lambda: checked(libc.syscall(SIGQUEUE, bystander, number, ctypes.byref(about))))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
