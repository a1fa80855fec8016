# expects: 10; Right: every check passed.
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    axes = (0, *range(2, x.ndim))
    shape = (1, -1) + (1,) * (x.ndim - 2)
    n = x.size // x.shape[1]
    if training:
        mean = x.mean(axis=axes)
        var = x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        if n > 1:
            running_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps).reshape(shape)
    x_hat = (x - mean.reshape(shape)) / std
    y = gamma.reshape(shape) * x_hat + beta.reshape(shape)
    cache = x - mean.reshape(shape), gamma.reshape(shape), var.reshape(shape) + eps, axes, n, training
    return y, running_mean, running_var, cache


def batchnorm_backward(dy, cache):
    centered, gamma, var, axes, n, training = cache
    inverse = var**-0.5
    dbeta = dy.sum(axis=axes)
    dgamma = (dy * centered * inverse).sum(axis=axes)
    dscaled = dy * gamma
    dcentered = dscaled * inverse
    if not training:
        return dcentered, dgamma, dbeta
    dinverse = (dscaled * centered).sum(axis=axes, keepdims=True)
    dvar = -0.5 * dinverse * var**-1.5
    dcentered = dcentered + 2 * centered * dvar / n
    dmean = -dcentered.sum(axis=axes, keepdims=True)
    return dcentered + dmean / n, dgamma, dbeta
