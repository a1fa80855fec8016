"""Instance normalization: every channel of every image is normalized over its own positions, then scaled and shifted.

    mean  = sum(x) / n                        n positions per image and channel
    var   = sum((x - mean)^2) / n             the biased variance
    x_hat = (x - mean) / sqrt(var + eps)
    y     = gamma * x_hat + beta

Axes: x is [N, C, H, W], or [N, C, L] and so on: at least one axis of positions. The statistics run over the positions
    alone, n = H * W, so neither the minibatch nor another channel plays a part.
Conventions: those of PyTorch's functional instance_norm without running statistics: training and inference are the
    same. (The module InstanceNorm2d has no gamma and beta unless affine=True.) eps stands inside the root.
    It is batch norm on a minibatch of one, and group norm with as many groups as channels.
    It removes each channel's contrast, hence its use in style transfer.
Source: Ulyanov, Vedaldi & Lempitsky 2016 (Instance normalization: the missing ingredient for fast stylization).
"""

import math

import numpy as np


def inputs(rng, N, C, H, W=None):
    """Random arguments of the forward: x [N, C, H, W], or [N, C, H] without W; gamma, beta [C]."""
    shape = (N, C, H) if W is None else (N, C, H, W)
    return {
        "x": 1.5 * rng.standard_normal(shape) + 0.5,
        "gamma": 1 + 0.3 * rng.standard_normal(C),
        "beta": 0.5 * rng.standard_normal(C),
    }


def instancenorm_forward(x, gamma, beta, *, eps=1e-5):
    """Normalize every channel of every example over its positions.

    x: [N, C, H, W] or [N, C, L]. gamma (scale), beta (shift): [C]. eps: > 0, added to the variance.
    Returns y (the shape of x) and the cache.

    >>> x = np.array([[[1.0, 3.0]], [[10.0, 30.0]]])          # two examples of one channel with two positions
    >>> y, _ = instancenorm_forward(x, np.array([2.0]), np.array([5.0]), eps=0.0)
    >>> y.tolist()                                  # x_hat is -1, 1 in both; times 2, plus 5
    [[[3.0, 7.0]], [[3.0, 7.0]]]
    """
    positions = tuple(range(2, x.ndim))
    n = math.prod(x.shape[2:])
    mean = x.sum(axis=positions, keepdims=True) / n  # [N, C, 1, 1]
    total = ((x - mean) ** 2).sum(axis=positions, keepdims=True)  # [N, C, 1, 1]
    var = total / n
    std = np.sqrt(var + eps)
    x_hat = (x - mean) / std  # [N, C, H, W]
    y = per_channel(gamma, x) * x_hat + per_channel(beta, x)
    cache = x_hat, gamma, std
    return y, cache


def instancenorm_backward(dy, cache):
    """Gradients of the loss from dy, its gradient with respect to y (the shape of x).

    The mean and the variance depend on every position of the channel: two more terms in dx.
    Returns dx (the shape of x), dgamma [C], dbeta [C].
    """
    x_hat, gamma, std = cache
    positions = tuple(range(2, dy.ndim))
    dgamma = (dy * x_hat).sum(axis=(0, *positions))  # [C]
    dbeta = dy.sum(axis=(0, *positions))  # [C]
    dx_hat = dy * per_channel(gamma, dy)
    through_mean = dx_hat.mean(axis=positions, keepdims=True)  # [N, C, 1, 1]
    through_var = x_hat * (dx_hat * x_hat).mean(axis=positions, keepdims=True)
    dx = (dx_hat - through_mean - through_var) / std
    return dx, dgamma, dbeta


def per_channel(values, x):
    """View values [C] so that they broadcast along axis 1 of x."""
    return values.reshape((1, -1) + (1,) * (x.ndim - 2))
