# tries: to leave something behind in shared memory, semaphores and queues, which outlive processes and are no files
# earns: wrong or failed, at most 0
# shows: 7 tried, let through: nothing
import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
PRIVATE, CREATE, REMOVE = 0, 0o1600, 0


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
    return result


def posix(open_it, unlink, *more):
    checked(open_it(b"/@leftover@", os.O_CREAT | os.O_RDWR, 0o600, *more))
    unlink(b"/@leftover@")


def module():
    from multiprocessing import shared_memory

    shared_memory.SharedMemory("@leftover@", create=True, size=100).unlink()


attempt("shmget", lambda: libc.shmctl(checked(libc.shmget(PRIVATE, 4096, CREATE)), REMOVE, None))
attempt("semget", lambda: libc.semctl(checked(libc.semget(PRIVATE, 1, CREATE)), 0, REMOVE))
attempt("msgget", lambda: libc.msgctl(checked(libc.msgget(PRIVATE, CREATE)), REMOVE, None))
attempt("mq_open", lambda: posix(libc.mq_open, libc.mq_unlink, None))
attempt("shm_open", lambda: posix(libc.shm_open, libc.shm_unlink))
attempt("memfd_create", lambda: os.memfd_create("left behind"))
attempt("SharedMemory", module)

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
