# tries: to read keys and files in the home folder
# earns: wrong or failed, at most 0
# shows: 10 tried, let through: nothing
import mmap
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


def read(path):
    with open(path, "rb") as file:
        print("let through:", file.read(200))


def mapped(path):
    with open(path, "rb") as file:
        print("let through:", mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)[:100])


def through_a_folder(folder):
    descriptor = os.open(folder, os.O_PATH)
    print("let through:", os.read(os.open(".netrc", os.O_RDONLY, dir_fd=descriptor), 100))


attempt("key", lambda: read("@home@/.ssh/id_ed25519"))
attempt("netrc", lambda: read("@home@/.netrc"))
attempt("map", lambda: mapped("@home@/.netrc"))
attempt("folder", lambda: print(os.listdir("@home@")))
attempt("relative", lambda: through_a_folder("@home@"))
attempt("link", lambda: read("@home@/link"))
attempt("root", lambda: print(os.listdir("/root")))
attempt("homes", lambda: print(os.listdir("/home")))
attempt("where it stands", lambda: print(os.listdir(".")))
attempt("where the grader stands", lambda: read("@cwd@/notes.txt"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
