# tries: to trace its parent or the grader, to read their memory, and to take their descriptors, by system calls
# earns: wrong or failed, at most 0
# shows: 13 tried, let through: nothing
import ctypes
import errno
import os

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
SEIZE, KCMP, PIDFD_OPEN, PIDFD_GETFD = 0x4206, {"x86_64": 312}.get(os.uname().machine, 272), 434, 438


class Block(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]



tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)


def checked(result, *allowed):
    if result < 0 and ctypes.get_errno() not in allowed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def read(process):
    buffer = ctypes.create_string_buffer(64)
    mine, theirs = Block(ctypes.addressof(buffer), 64), Block(id(np), 64)
    checked(libc.process_vm_readv(process, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0), errno.EFAULT)


def steal(process):
    handle = checked(libc.syscall(PIDFD_OPEN, process, 0))
    for number in range(3, 16):
        checked(libc.syscall(PIDFD_GETFD, handle, number, 0), errno.EBADF)


for process in (int("@server@"), int("@desk@"), int("@bystander@")):
    attempt("process_vm_readv", lambda: read(process))
    attempt("pidfd_open", lambda: checked(libc.syscall(PIDFD_OPEN, process, 0)))
    attempt("pidfd_getfd", lambda: steal(process))
    attempt("kcmp", lambda: checked(libc.syscall(KCMP, os.getpid(), process, 1, 0, 0), errno.EINVAL))
attempt("ptrace", lambda: checked(libc.ptrace(SEIZE, ctypes.c_long(int("@bystander@")), None, None)))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
