# tries: to read what the system knows of users, machine and devices
# earns: wrong or failed, at most 0
# shows: tried, let through: nothing
import os
import pwd

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
        print("let through:", path, file.read(20))


for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/machine-id", "/dev/urandom", "/dev/mem", "/dev/null", "/sys/kernel/uevent_seqnum", "/bin/sh", "/usr/bin/env"):
    if os.path.exists(path):
        attempt(path, lambda: read(path))
attempt("users", lambda: print("let through:", pwd.getpwuid(0)))
attempt("folders", lambda: print("let through:", os.listdir("/etc")[:3]))
attempt("root folder", lambda: print("let through:", os.listdir("/")[:3]))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
