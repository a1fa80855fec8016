# tries: to exchange its own file for a right one, or to delete it, so that nobody sees what was graded
# earns: wrong or failed, at most 0
# shows: 10 tried, let through: nothing
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


def rewrite():
    with open("@source@", "r+") as file:
        file.write("# nothing to be seen here\n")
        file.truncate()


for name in ("@source@", __file__, "@cwd@/" + __file__):
    attempt("unlink", lambda: os.unlink(name))
    attempt("write", lambda: pathlib.Path(name).write_text("# nothing to be seen here"))
attempt("rewrite", rewrite)
attempt("truncate", lambda: os.truncate("@source@", 10))
attempt("rename", lambda: os.rename("@source@", "@source@.bak"))
attempt("folder", lambda: os.rmdir("@folder@"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
