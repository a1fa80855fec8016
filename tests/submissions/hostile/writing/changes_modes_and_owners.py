# tries: to change modes, owners, times and attributes of files that belong to others
# earns: wrong or failed, at most 0
# shows: 22 tried, let through: nothing
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


for path in ("@home@/.netrc", "@tmp@/notes.txt", "@tmp@", "@source@"):
    attempt("chmod", lambda: os.chmod(path, 0o777))
    attempt("chown", lambda: os.chown(path, 65534, 65534))
    attempt("lchown", lambda: os.lchown(path, 65534, 65534))
    attempt("utime", lambda: os.utime(path, (0, 0)))
    attempt("setxattr", lambda: os.setxattr(path, "user.left", b"behind"))
attempt("chdir", lambda: os.chdir("@home@"))
attempt("chroot", lambda: os.chroot("/"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
