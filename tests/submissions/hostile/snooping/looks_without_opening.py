# tries: to learn about other processes by links and attributes, without opening a file
# earns: wrong or failed, at most 0
# shows: tried, let through: nothing
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


for process in (int("@server@"), int("@desk@"), int("@bystander@"), 1):
    for name in ("cwd", "exe", "root", "fd/0"):
        attempt(f"{process}/{name}", lambda: os.readlink(f"/proc/{process}/{name}"))
    attempt("limits", lambda: __import__("resource").prlimit(process, 7))
for path in ("@home@/.netrc", "@bank@/hostile.yaml"):
    attempt("attributes", lambda: os.listxattr(path))
    attempt("an attribute", lambda: os.getxattr(path, "security.selinux"))
attempt("a new place", lambda: os.chdir("@home@"))
attempt("a place by number", lambda: os.fchdir(os.open("@home@", os.O_PATH)))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
