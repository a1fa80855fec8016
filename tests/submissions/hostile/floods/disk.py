# tries: to fill the disk, the memory disk and the file table
# earns: wrong or failed or timed_out, at most 0
# shows: 7 tried, let through: nothing
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


def flood(folder):
    for number in range(20):
        with open(f"{folder}/@leftover@{number}", "wb") as file:
            file.write(bytes(2**20))


for folder in ("/tmp", "/dev/shm", "/var/tmp", "@tmp@", "@cwd@"):
    attempt(folder, lambda: flood(folder))
attempt("folders", lambda: [os.mkdir(f"/tmp/@leftover@{number}d") for number in range(20)])
attempt("sparse", lambda: os.ftruncate(os.memfd_create("sparse"), 2**40))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
