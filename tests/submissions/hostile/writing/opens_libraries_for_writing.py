# tries: to open numpy, the standard library and the worker for writing, which later submissions will run
# earns: wrong or failed, at most 0
# shows: 9 tried, let through: nothing
import json
import os
import sys

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


attempt("numpy", lambda: open(np.__file__, "r+b"))
attempt("a library of numpy", lambda: open(np.linalg._umath_linalg.__file__, "r+b"))
attempt("json", lambda: open(json.__file__, "r+b"))
attempt("os", lambda: open(os.__file__, "ab"))
attempt("python", lambda: open(sys.executable, "r+b"))
attempt("bytecode", lambda: open(json.__cached__, "r+b"))
attempt("the worker", lambda: open("@package@/worker/execute.py", "r+b"))
attempt("the reference", lambda: open("@reference@/dense.py", "r+b"))
attempt("a new module", lambda: os.mkdir(os.path.join(os.path.dirname(np.__file__), "@leftover@")))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
