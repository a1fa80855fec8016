# quizdl: batchnorm/implement
"""Welford's update goes through the values once; the cache is an iterator that can be used once only."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    stream = x.transpose(0, *range(2, x.ndim), 1).reshape(-1, x.shape[1])
    mean, var = running_mean, running_var
    if training:
        count, mean, total = 0, np.zeros(x.shape[1]), np.zeros(x.shape[1])
        for row in stream:
            count += 1
            step = row - mean
            mean = mean + step / count
            total = total + step * (row - mean)
        var = total / count
        running_mean = (1 - momentum) * running_mean + momentum * mean
        if count > 1:
            running_var = (1 - momentum) * running_var + momentum * total / (count - 1)
    scale = 1 / np.sqrt(var + eps)
    x_hat = (stream - mean) * scale
    return like(gamma * x_hat + beta, x), running_mean, running_var, iter((x_hat, gamma * scale, training))


def batchnorm_backward(dy, cache):
    x_hat, scale, training = cache  # the iterator is empty from here on
    g = dy.transpose(0, *range(2, dy.ndim), 1).reshape(x_hat.shape)
    dgamma, dbeta = np.add.reduce(g * x_hat), np.add.reduce(g)
    dx = scale * (g - (dbeta + x_hat * dgamma) / len(g) if training else g)
    return like(dx, dy), dgamma, dbeta


def like(rows, x):
    """Rows of features in the shape of x."""
    return np.rollaxis(rows.reshape(x.shape[:1] + x.shape[2:] + x.shape[1:2]), x.ndim - 1, 1)
