# uses: scipy and numba where they are installed, with a way out where they are not
# quizdl: honest/softmax
import importlib.util

import numpy as np

try:
    from scipy.special import softmax
except ImportError:
    def softmax(x, axis):
        e = np.exp(x - x.max(axis=axis, keepdims=True))
        return e / e.sum(axis=axis, keepdims=True)

try:
    from numba import njit
except ImportError:
    def njit(function):
        return function

if importlib.util.find_spec("torch"):
    import torch


def softmax_forward(x):
    y = softmax(x, axis=-1)
    return y, y


@njit
def softmax_backward(dy, cache):
    return cache * (dy - (dy * cache).sum(axis=-1, keepdims=True))
