# tries: to open a socket by the x32 system calls, numbers of which a filter may not know
# earns: wrong or failed, at most 0
# shows: as a program of the x32 architecture
import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
X32, SOCKET, FORK, SELF = 0x40000000, 41, 57, os.getpid()
print("as a program of the x32 architecture")
if os.uname().machine == "x86_64":
    if libc.syscall(X32 | SOCKET, 1, 1, 0) >= 0:
        print("let through: a socket")
    if libc.syscall(X32 | FORK) >= 0:
        if os.getpid() != SELF:
            os._exit(0)
        print("let through: a process")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
