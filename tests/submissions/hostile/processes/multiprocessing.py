# tries: to share its work among processes of multiprocessing and concurrent.futures
# earns: wrong or failed or timed_out, at most 0
# shows: 3 tried, let through: nothing
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

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


def start(kind):
    process = multiprocessing.get_context(kind).Process(target=os.getpid, daemon=True)
    process.start()
    process.join(1)


def pool():
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as executor:
        executor.submit(os.getpid).result(1)


attempt("fork", lambda: start("fork"))
attempt("forkserver", lambda: start("forkserver"))
attempt("pool", pool)

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
