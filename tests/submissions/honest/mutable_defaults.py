# uses: mutable default arguments as a memory, attributes of functions, nested functions
# quizdl: honest/dense
import numpy as np


def dense_forward(x, w, b, memory={}, *others, scale=1.0, **more):
    def affine():
        return scale * (x @ w + b)

    memory.update(x=x, w=w)
    dense_forward.calls = getattr(dense_forward, "calls", 0) + 1
    return affine(), dense_forward


def dense_backward(dy, cache):
    memory = cache.__defaults__[0]
    assert cache.calls > 0
    return dy @ memory["w"].T, memory["x"].T @ dy, dy.sum(axis=0)
