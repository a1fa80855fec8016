# expects: 0; there is no function `batchnorm_forward` in the file: add `def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-05)`
import numpy as np


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
