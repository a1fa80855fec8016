# tries: to read the questions, those of quizdl and those of the bank in use
# earns: wrong or failed, at most 0
# shows: 7 tried, let through: nothing
import os
import pathlib

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
    text = pathlib.Path(path).read_text(encoding="utf-8")
    print("let through:", text[:100])


attempt("the bank", lambda: read("@bank@/hostile.yaml"))
attempt("its secret", lambda: read("@bank@/secret.yaml"))
attempt("its folder", lambda: print(os.listdir("@bank@")))
attempt("questions", lambda: print(os.listdir("@questions@")[:3]))
attempt("misconceptions", lambda: print(os.listdir("@questions@/misconceptions")[:3]))
attempt("the program", lambda: read("@package@/grading/code/grade.py"))
attempt("the tests", lambda: read("@tests@/right/plain.py"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
