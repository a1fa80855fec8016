# expects: 8.33; batchnorm_forward raises ValueError: too many values to unpack (expected 2) (line 6: `n, d = x.shape`)
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    n, d = x.shape
    if training:
        mean, var = x.mean(axis=0), x.var(axis=0)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        if n > 1:
            running_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, running_mean, running_var, (x_hat, gamma, std, training)


def batchnorm_backward(dy, cache):
    x_hat, gamma, std, training = cache
    dx_hat = dy * gamma
    dx = (dx_hat - dx_hat.mean(axis=0) - x_hat * (dx_hat * x_hat).mean(axis=0)) / std if training else dx_hat / std
    return dx, (dy * x_hat).sum(axis=0), dy.sum(axis=0)
