# tries: to read what others have submitted, in the folder around its own file and in the descriptors it was given
# earns: wrong or failed, at most 0
# shows: 4 tried, let through: nothing
import glob
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


attempt("its own file", lambda: open("@source@").read())
attempt("its folder", lambda: os.listdir("@folder@"))
attempt("the folder of all", lambda: print(os.listdir("@folder@/..")[:3]))
attempt("one of them", lambda: glob.glob("@sources@/*/*.py")[0])
for number in range(3, 256):
    try:
        os.lseek(number, 0, os.SEEK_CUR)
    except OSError:
        continue
    attempt("a file that is open", lambda: None)

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
