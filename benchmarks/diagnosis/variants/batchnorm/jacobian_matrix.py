# quizdl: batchnorm/implement
"""The forward keeps the whole Jacobian of every feature, n by n, and the backward is a product with it."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    columns = np.moveaxis(x, 1, 0).reshape(x.shape[1], -1)  # [D, n]
    n = columns.shape[1]
    mean, var = running_mean, running_var
    if training:
        mean, var = columns.mean(axis=1), columns.var(axis=1)
        running_mean = np.average([running_mean, mean], axis=0, weights=[1 - momentum, momentum])
        if n > 1:
            unbiased = columns.var(axis=1, ddof=1)
            running_var = np.average([running_var, unbiased], axis=0, weights=[1 - momentum, momentum])
    std = np.sqrt(var + eps)
    x_hat = (columns - mean[:, None]) / std[:, None]
    jacobian = np.broadcast_to(np.eye(n), (len(std), n, n))
    if training:
        jacobian = jacobian - 1 / n - x_hat[:, :, None] * x_hat[:, None, :] / n
    jacobian = (gamma / std)[:, None, None] * jacobian  # [D, n, n], dy/dx
    y = gamma[:, None] * x_hat + beta[:, None]
    return back(y, x.shape), running_mean, running_var, (jacobian, x_hat)


def batchnorm_backward(dy, cache):
    jacobian, x_hat = cache
    columns = np.moveaxis(dy, 1, 0).reshape(dy.shape[1], -1)
    dx = np.matmul(jacobian.transpose(0, 2, 1), columns[:, :, None])[:, :, 0]
    return back(dx, dy.shape), np.diag(columns @ x_hat.T), columns.sum(axis=1)


def back(columns, shape):
    """(D, n) in the shape of x."""
    return np.moveaxis(columns.reshape(shape[1], shape[0], *shape[2:]), 0, 1)
