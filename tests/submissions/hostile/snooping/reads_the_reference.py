# tries: to read the reference by its path and to run it in its own place
# earns: wrong or failed, at most 0
# shows: 14 tried, let through: nothing
import glob
import io
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


texts = []


def read(path):
    with open(path, encoding="utf-8") as file:
        texts.append(file.read())


def read_by_number(path):
    descriptor = os.open(path, os.O_RDONLY)
    texts.append(os.read(descriptor, 1 << 16).decode())


for path in ("@reference@/dense.py", "@reference@/../reference/dense.py", "/proc/self/root@reference@/dense.py"):
    attempt("open", lambda: read(path))
    attempt("os.open", lambda: read_by_number(path))
attempt("open_code", lambda: texts.append(io.open_code("@reference@/dense.py").read().decode()))
attempt("fromfile", lambda: texts.append(np.fromfile("@reference@/dense.py", np.uint8).tobytes().decode()))
attempt("loadtxt", lambda: np.loadtxt("@reference@/dense.py", dtype=str, delimiter="\x00"))
attempt("memmap", lambda: np.memmap("@reference@/dense.py", mode="r"))
attempt("listdir", lambda: os.listdir("@reference@"))
attempt("scandir", lambda: list(os.scandir("@repo@")))
attempt("glob", lambda: glob.glob("@reference@/*.py")[0])
attempt("walk", lambda: next(os.walk("@repo@")))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])


for text in texts:
    exec(text)
