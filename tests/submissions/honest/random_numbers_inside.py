# uses: np.random, old and new, and random, to check itself in random directions and to sum in random order
# quizdl: honest/dense
import random

import numpy as np

np.random.seed(0)
random.seed(1)


def dense_forward(x, w, b):
    order = np.random.permutation(w.shape[0])
    y = x[:, order] @ w[order] + b
    direction = np.random.default_rng().standard_normal(x.shape)
    assert np.allclose((x + direction) @ w - x @ w, direction @ w)
    return y, (x, w, order)


def dense_backward(dy, cache):
    x, w, order = cache
    dx = np.empty_like(x)
    for d in random.sample(list(order), len(order)):
        dx[:, d] = dy @ w[d]
    np.random.shuffle(order)
    np.random.RandomState(3).rand(10)
    return dx, x.T @ dy, dy.sum(axis=0)
