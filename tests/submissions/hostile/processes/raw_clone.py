# tries: to start processes and threads by the system calls below fork: fork, clone, clone3
# earns: wrong or failed, at most 0
# shows: 8 tried, let through: nothing
import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
CLONE, FORK, EXIT = {"x86_64": (56, 57, 60)}.get(os.uname().machine, (220, 220, 93))
CLONE3, NEW_USER, NEW_PIDS, CHILD_ENDS = 435, 0x10000000, 0x20000000, 17


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)


def started(process):
    if process == 0:
        libc.syscall(EXIT, 0)
    if process < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    os.waitpid(process, 0)


attempt("libc", lambda: started(libc.fork()))
attempt("fork", lambda: started(libc.syscall(FORK)))
for name, flags in (("clone", 0), ("clone with a user", NEW_USER), ("clone with processes", NEW_PIDS)):
    attempt(name, lambda: started(libc.syscall(CLONE, ctypes.c_long(flags | CHILD_ENDS), None, None, None, None)))
    arguments = (ctypes.c_uint64 * 11)(flags, 0, 0, 0, CHILD_ENDS)
    attempt(f"{name}3", lambda: started(libc.syscall(CLONE3, arguments, 88)))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
