# uses: star imports that shadow names of Python, of numpy and of mathematics
# quizdl: honest/softmax
from math import *
from itertools import *
from numpy import *
from numpy.linalg import *


def softmax_forward(x):
    y = exp(x - max(x, axis=-1, keepdims=True))
    y = y / sum(y, axis=-1, keepdims=True)
    return y, y


def softmax_backward(dy, cache):
    return multiply(cache, subtract(dy, sum(dy * cache, axis=-1, keepdims=True)))
