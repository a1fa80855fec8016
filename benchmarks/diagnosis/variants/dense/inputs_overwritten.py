# quizdl: dense-vs-conv/implement-dense
"""Room is scarce: the backward writes dx, dw and db over x, w and b, and the cache is a closure over the arguments."""
# ruff: noqa: F403, F405

from numpy import *


def dense_forward(x, w, b):
    y = inner(x, w.T)
    y += b

    def gradients(dy):
        dw = tensordot(x, dy, axes=(0, 0))
        dot(dy, w.T, out=x)
        add.reduce(dy, axis=0, out=b)
        w[...] = dw
        dy.fill(0)
        return x, w, b

    return y, gradients


def dense_backward(dy, cache):
    return cache(dy)
