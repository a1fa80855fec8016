# tries: to read /proc: itself, its parent, the grader, process 1, the list of all processes
# earns: wrong or failed, at most 0
# shows: 24 tried, let through: nothing
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


def read(path):
    with open(path, "rb", 0) as file:
        print("let through:", path, file.read(2000)[-100:])


for process in ("self", int("@server@"), "@desk@", 1):
    for name in ("environ", "cmdline", "maps", "status"):
        attempt(f"{process}/{name}", lambda: read(f"/proc/{process}/{name}"))
    attempt(f"{process}/fd", lambda: print("let through:", os.listdir(f"/proc/{process}/fd")))
attempt("all", lambda: print("let through:", len(os.listdir("/proc"))))
attempt("mounts", lambda: read("/proc/mounts"))
attempt("version", lambda: read("/proc/version"))
attempt("sockets", lambda: read("/proc/net/unix"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
