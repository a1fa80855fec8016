# uses: a cache that is a generator waiting for the gradient
# quizdl: honest/dense
import numpy as np


def layer(x, w, b):
    dy = yield x @ w + b
    yield dy @ w.T
    yield x.T @ dy
    yield dy.sum(axis=0)


def dense_forward(x, w, b):
    waiting = layer(x, w, b)
    return next(waiting), waiting


def dense_backward(dy, cache):
    dx = cache.send(dy)
    dw, db = cache
    return dx, dw, db
