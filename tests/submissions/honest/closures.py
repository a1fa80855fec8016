# uses: functions made by a function, whose state lives in a closure
# quizdl: honest/dense
import numpy as np


def make_layer():
    calls = 0
    remembered = {}

    def forward(x, w, b):
        nonlocal calls
        calls += 1
        remembered[calls] = x, w
        return x @ w + b, calls

    def backward(dy, cache):
        x, w = remembered.pop(cache)
        return dy @ w.T, x.T @ dy, dy.sum(axis=0)

    return forward, backward


dense_forward, dense_backward = make_layer()
