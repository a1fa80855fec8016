# expects: 0; batchnorm_forward raises IndexError: index 99 is out of bounds for axis 0 with size 7 (line 10: `return x[99]`)
import numpy as np

GOOD = 1


def helper(x):
    if not np.isfinite(x).all():
        return 0
    return x[99]


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    return helper(x)


def batchnorm_backward(dy, cache):
    return helper(dy)
