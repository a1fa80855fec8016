"""Batch normalization: every feature is normalized over the minibatch, then scaled and shifted.

    mean  = sum(x) / n                        n values per feature
    var   = sum((x - mean)^2) / n             the biased variance
    x_hat = (x - mean) / sqrt(var + eps)
    y     = gamma * x_hat + beta

Axes: x is [N, D] or, with any number of positions, [N, D, H, W]. Axis 1 is the feature (channel);
    the statistics run over all the other axes, so n = N or n = N * H * W.
Conventions: those of PyTorch. The biased variance normalizes, the unbiased one (divided by n - 1) goes into
    running_var. momentum is the weight of the *new* value: running = (1 - momentum) * running + momentum * new.
    (Keras and many courses use the weight of the old value and store the biased variance.) eps stands inside
    the root. A single value per feature (n = 1) gives y = beta and leaves running_var as it was.
Source: Ioffe & Szegedy 2015, algorithm 1 (training) and section 3.1 (inference).
"""

import numpy as np


def inputs(rng, N, D, H=None, W=None):
    """Random arguments of the forward: x [N, D], or [N, D, H, W] if H and W are given."""
    shape = (N, D) if H is None else (N, D, H, W)
    return {
        "x": 1.5 * rng.standard_normal(shape) + 0.5,
        "gamma": 1 + 0.3 * rng.standard_normal(D),
        "beta": 0.5 * rng.standard_normal(D),
        "running_mean": 0.5 * rng.standard_normal(D),
        "running_var": rng.uniform(0.5, 2.0, D),
    }


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    """Normalize x by the statistics of the minibatch (training) or by the running ones (inference).

    x: [N, D] or [N, D, H, W]. gamma (scale), beta (shift), running_mean, running_var (>= 0): [D].
    training: True uses the minibatch and updates the running statistics; False uses them as they are.
    momentum: weight of the new value in the running statistics, 0 to 1. eps: > 0, added to the variance.
    Returns y (the shape of x), the new running_mean and running_var [D], and the cache.

    >>> x, one, zero = np.array([[1.0], [3.0], [8.0]]), np.ones(1), np.zeros(1)
    >>> y, mean, var, _ = batchnorm_forward(x, one, zero, zero, one, training=True, eps=1.0)
    >>> y.ravel().round(3).tolist()                 # mean 4, variance 26 / 3, divided by sqrt(26 / 3 + 1)
    [-0.965, -0.322, 1.287]
    >>> mean.tolist(), var.tolist()                 # 0.1 * 4, and 0.9 * 1 + 0.1 * 26 / 2
    ([0.4], [2.2])
    """
    axes = (0, *range(2, x.ndim))
    n = x.size // x.shape[1]
    if training:
        mean = x.sum(axis=axes) / n  # [D]
        total = ((x - per_feature(mean, x)) ** 2).sum(axis=axes)  # [D]
        var = total / n
        running_mean = (1 - momentum) * running_mean + momentum * mean
        if n > 1:
            running_var = (1 - momentum) * running_var + momentum * total / (n - 1)
    else:
        mean, var = running_mean, running_var
    std = np.sqrt(var + eps)
    x_hat = (x - per_feature(mean, x)) / per_feature(std, x)  # [N, D, ...]
    y = per_feature(gamma, x) * x_hat + per_feature(beta, x)
    cache = x_hat, gamma, std, training
    return y, running_mean, running_var, cache


def batchnorm_backward(dy, cache):
    """Gradients of the loss from dy, its gradient with respect to y (the shape of x).

    In training the mean and the variance depend on every x of the minibatch: two more terms in dx.
    At inference the running statistics are constants.
    Returns dx (the shape of x), dgamma [D], dbeta [D].
    """
    x_hat, gamma, std, training = cache
    axes = (0, *range(2, dy.ndim))
    dgamma = (dy * x_hat).sum(axis=axes)
    dbeta = dy.sum(axis=axes)
    dx_hat = dy * per_feature(gamma, dy)
    dx = dx_hat / per_feature(std, dy)
    if training:
        through_mean = dx_hat.mean(axis=axes, keepdims=True)  # [1, D, ...]
        through_var = x_hat * (dx_hat * x_hat).mean(axis=axes, keepdims=True)
        dx = (dx_hat - through_mean - through_var) / per_feature(std, dy)
    return dx, dgamma, dbeta


def per_feature(values, x):
    """View values [D] so that they broadcast along axis 1 of x."""
    return values.reshape((1, -1) + (1,) * (x.ndim - 2))
