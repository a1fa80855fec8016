# tries: to empty, to cut, to rename and to remove what belongs to others
# earns: wrong or failed, at most 0
# shows: 22 tried, let through: nothing
import os
import shutil

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


for path in ("@home@/.netrc", "@bank@/hostile.yaml", "@data@/progress.db", "@tmp@/notes.txt", "@cwd@/notes.txt"):
    attempt("append", lambda: open(path, "a").close())
    attempt("truncate", lambda: os.truncate(path, 3))
    attempt("rename", lambda: os.rename(path, path + ".old"))
    attempt("remove", lambda: os.remove(path))
attempt("rmtree", lambda: shutil.rmtree("@home@"))
attempt("open with O_TRUNC", lambda: os.open("@tmp@/notes.txt", os.O_RDONLY | os.O_TRUNC))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
