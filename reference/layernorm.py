"""Layer normalization: every example is normalized over its own features, then every feature is scaled and shifted.

    mean  = sum(x) / D                        D values per row
    var   = sum((x - mean)^2) / D             the biased variance
    x_hat = (x - mean) / sqrt(var + eps)
    y     = gamma * x_hat + beta

Axes: x is [N, D] or has more leading axes, as [N, T, D]. The statistics run over the last axis alone: no example
    sees another one, so training and inference are the same and a minibatch of one is no special case.
Conventions: those of PyTorch's LayerNorm(D). eps stands inside the root. gamma and beta have one entry per feature,
    so in the backward gamma belongs *inside* the means (in batch norm it is a common factor of them).
    For images some texts normalize over [C, H, W] with an entry per channel: group norm with one group.
Source: Ba, Kiros & Hinton 2016, section 3.
"""

import numpy as np


def inputs(rng, N, D, T=None):
    """Random arguments of the forward: x [N, D], or [N, T, D] if T is given; gamma, beta [D]."""
    shape = (N, D) if T is None else (N, T, D)
    return {
        "x": 1.5 * rng.standard_normal(shape) + 0.5,
        "gamma": 1 + 0.3 * rng.standard_normal(D),
        "beta": 0.5 * rng.standard_normal(D),
    }


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    """Normalize x over its last axis.

    x: [..., D]. gamma (scale), beta (shift): [D]. eps: > 0, added to the variance.
    Returns y (the shape of x) and the cache.

    >>> y, _ = layernorm_forward(np.array([[2.0, 4.0, 6.0, 8.0]]), np.ones(4), np.zeros(4), eps=4.0)
    >>> y.round(3).tolist()                         # mean 5, variance 20 / 4, divided by sqrt(5 + 4)
    [[-1.0, -0.333, 0.333, 1.0]]
    """
    D = x.shape[-1]
    mean = x.sum(axis=-1, keepdims=True) / D  # [..., 1]
    total = ((x - mean) ** 2).sum(axis=-1, keepdims=True)  # [..., 1]
    var = total / D
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std  # [..., D]
    y = gamma * x_hat + beta
    cache = x_hat, gamma, std
    return y, cache


def layernorm_backward(dy, cache):
    """Gradients of the loss from dy, its gradient with respect to y (the shape of x).

    The mean and the variance of a row depend on every x of the row: two more terms in dx.
    Returns dx (the shape of x), dgamma [D], dbeta [D].
    """
    x_hat, gamma, std = cache
    rows = tuple(range(dy.ndim - 1))
    dgamma = (dy * x_hat).sum(axis=rows)  # [D]
    dbeta = dy.sum(axis=rows)  # [D]
    dx_hat = dy * gamma
    through_mean = dx_hat.mean(axis=-1, keepdims=True)  # [..., 1]
    through_var = x_hat * (dx_hat * x_hat).mean(axis=-1, keepdims=True)
    dx = (dx_hat - through_mean - through_var) / std
    return dx, dgamma, dbeta
