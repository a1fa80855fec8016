# tries: to put another program in its own place, from a file, from a descriptor and from memory
# earns: wrong or failed, at most 0
# shows: 5 tried, let through: nothing
import ctypes
import os

import numpy as np


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)


SAY = ["echo", "let through: another program runs on the pipes of the worker"]


def from_memory():
    memory = os.memfd_create("program", 0)
    os.write(memory, b"#!/bin/echo let through:")
    os.execve(memory, SAY, {})


attempt("memory", from_memory)
attempt("descriptor", lambda: os.execve(os.open("/bin/echo", os.O_RDONLY), SAY, {}))
attempt("loader", lambda: os.execv("/lib64/ld-linux-x86-64.so.2", ["ld", "/bin/echo", *SAY[1:]]))
attempt("file", lambda: os.execv("/bin/echo", SAY))
attempt("path", lambda: os.execvp("echo", SAY))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
