# expects: 2.5; y is off by | ✓ a minibatch of one (1, 5): y is right, but pays only once it is right where that takes work, too
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
    std = (np.sqrt(var) + eps).reshape(shape)
    x_hat = (x - mean.reshape(shape)) / std
    y = gamma.reshape(shape) * x_hat + beta.reshape(shape)
    cache = x_hat, gamma.reshape(shape), std, axes, training
    return y, running_mean, running_var, cache


def batchnorm_backward(dy, cache):
    x_hat, gamma, std, axes, training = cache
    dgamma = (dy * x_hat).sum(axis=axes)
    dbeta = dy.sum(axis=axes)
    dx_hat = dy * gamma
    dx = dx_hat / std
    if training:
        through_mean = dx_hat.mean(axis=axes, keepdims=True)
        through_var = x_hat * (dx_hat * x_hat).mean(axis=axes, keepdims=True)
        dx = (dx_hat - through_mean - through_var) / std
    return dx, dgamma, dbeta
