# tries: to signal its parent, the grader, their groups, process 1 and all processes at once, harmlessly here
# earns: wrong or failed, at most 0
# shows: 10 tried, let through: nothing
import os
import signal

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


parent, desk = int("@server@"), int("@desk@")
for name, process in (("parent", parent), ("grader", desk), ("process 1", 1)):
    attempt(name, lambda: os.kill(process, 0))
    attempt(f"group of {name}", lambda: os.killpg(os.getpgid(process), 0))
attempt("all", lambda: os.kill(-1, 0))
attempt("the group of another", lambda: os.kill(-desk, 0))
attempt("continue", lambda: os.kill(parent, signal.SIGCONT))
attempt("a handle", lambda: signal.pidfd_send_signal(os.pidfd_open(desk), 0))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
