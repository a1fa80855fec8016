# tries: to leave links, pipes, sockets and devices behind
# earns: wrong or failed, at most 0
# shows: 8 tried, let through: nothing
import os
import socket
import stat

import numpy as np

NAME = "@tmp@/@leftover@"


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)


attempt("symlink", lambda: os.symlink("/etc/passwd", f"{NAME}.symlink"))
attempt("link", lambda: os.link("@home@/.netrc", f"{NAME}.link"))
attempt("link of its source", lambda: os.link("@source@", f"{NAME}.source"))
attempt("mkfifo", lambda: os.mkfifo(f"{NAME}.fifo"))
attempt("mknod", lambda: os.mknod(f"{NAME}.null", stat.S_IFCHR | 0o600, os.makedev(1, 3)))
attempt("socket", lambda: socket.socket(socket.AF_UNIX).bind(f"{NAME}.socket"))
attempt("rename", lambda: os.rename("@tmp@/notes.txt", f"{NAME}.txt"))
attempt("exchange", lambda: os.replace("@source@", f"{NAME}.py"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
