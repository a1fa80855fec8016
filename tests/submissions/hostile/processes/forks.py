# tries: to start thirty processes by fork that outlive it
# earns: wrong or failed, at most 0
# shows: 30 tried, let through: nothing
import os
import time

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


def start():
    if os.fork() == 0:
        time.sleep(20)
        os._exit(0)


for _ in range(30):
    attempt("fork", start)

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
