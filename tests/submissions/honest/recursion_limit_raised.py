# uses: a higher limit on recursion, and sums by functions that call themselves 3,000 deep
# quizdl: honest/dense
import sys

import numpy as np

sys.setrecursionlimit(20_000)


def total(numbers):
    return numbers[0] + total(numbers[1:]) if numbers else 0.0


def dense_forward(x, w, b):
    padding = [0.0] * 3000
    y = [[total((row * column).tolist() + padding) + shift for column, shift in zip(w.T, b)] for row in x]
    return y, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
