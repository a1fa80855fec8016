# uses: results that are reversed, transposed, read-only, in Fortran's order, of other byte order or float128
# quizdl: honest/dense
import numpy as np


def dense_forward(x, w, b):
    y = np.asfortranarray(x @ w + b)
    y.setflags(write=False)
    return y, (x[::-1], np.broadcast_to(w, (2, *w.shape)))


def dense_backward(dy, cache):
    x, w = cache[0][::-1], cache[1][1]
    dx = np.ascontiguousarray((dy @ w.T).T).T
    dw = (x.T @ dy)[::-1, ::-1][::-1, ::-1].astype(">f8")
    db = np.frombuffer(dy.sum(axis=0).astype(np.longdouble).tobytes(), np.longdouble)
    return dx, dw, db
