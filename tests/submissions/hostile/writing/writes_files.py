# tries: to write files wherever a submission may find room: the usual folders, its own, those of the grader
# earns: wrong or failed, at most 0
# shows: 28 tried, let through: nothing
import os
import shelve
import tempfile

import numpy as np

NAME = "@leftover@"
FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", "@cwd@", "@home@", "@bank@", "@data@", "@tmp@", "@folder@")


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)


def write(folder):
    with open(f"{folder}/{NAME}.txt", "w") as file:
        file.write("kept for the next submission")


for folder in FOLDERS:
    attempt(folder, lambda: write(folder))
    attempt(f"mkdir {folder}", lambda: os.mkdir(f"{folder}/{NAME}.d"))
attempt("tempfile", lambda: tempfile.NamedTemporaryFile(prefix=NAME, delete=False))
attempt("mkdtemp", lambda: tempfile.mkdtemp(prefix=NAME))
attempt("unnamed", lambda: os.open("/tmp", os.O_TMPFILE | os.O_RDWR))
attempt("np.save", lambda: np.save(f"/tmp/{NAME}.npy", np.zeros(3)))
attempt("tofile", lambda: np.zeros(3).tofile(f"/tmp/{NAME}.bin"))
attempt("shelve", lambda: shelve.open(f"/tmp/{NAME}.db"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
