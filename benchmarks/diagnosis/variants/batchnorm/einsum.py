# quizdl: batchnorm/implement
"""Every sum is an einsum over (N, D, P) with P positions; the cache is a dictionary."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    values = x.reshape(*x.shape[:2], -1)
    n = values.shape[0] * values.shape[2]
    mean, var = running_mean, running_var
    if training:
        mean = np.einsum("ndp->d", values) / n
    centered = values - mean[None, :, None]
    if training:
        total = np.einsum("ndp,ndp->d", centered, centered)
        var = total / n
        running_mean = running_mean + momentum * (mean - running_mean)
        running_var = running_var + momentum * (total / (n - 1) - running_var) if n > 1 else running_var.copy()
    inverse = (var + eps) ** -0.5
    x_hat = np.einsum("ndp,d->ndp", centered, inverse)
    y = np.einsum("ndp,d->ndp", x_hat, gamma) + beta[:, None]
    cache = {"x_hat": x_hat, "gamma": gamma, "inverse": inverse, "n": n, "training": training}
    return y.reshape(x.shape), running_mean, running_var, cache


def batchnorm_backward(dy, cache):
    x_hat, scale = cache["x_hat"], cache["gamma"] * cache["inverse"]
    g = dy.reshape(x_hat.shape)
    dgamma = np.einsum("ndp,ndp->d", g, x_hat)
    dbeta = np.einsum("ndp->d", g)
    if cache["training"]:
        g = g - (dbeta / cache["n"])[:, None] - np.einsum("ndp,d->ndp", x_hat, dgamma / cache["n"])
    return np.einsum("ndp,d->ndp", g, scale).reshape(dy.shape), dgamma, dbeta
