"""Group normalization: an example's channels are normalized group by group, then every channel is scaled and shifted.

    mean  = sum(x) / n                        n values per example and group
    var   = sum((x - mean)^2) / n             the biased variance
    x_hat = (x - mean) / sqrt(var + eps)
    y     = gamma * x_hat + beta              gamma and beta per channel, not per group

Axes: x is [N, C] or [N, C, H, W], with any number of positions. Axis 1 is the channel; `groups` is the *number* of
    groups, each of C / groups neighboring channels (0, 1 | 2, 3 for C = 4 and 2 groups). The statistics run over the
    channels of the group and all positions: n = C / groups * H * W. The minibatch plays no part.
Conventions: those of PyTorch. eps stands inside the root. One group normalizes over [C, H, W] (layer norm of an
    image), C groups give instance norm. The groups are contiguous, never every groups-th channel.
Source: Wu & He 2018, section 3, which also sets it beside layer norm and instance norm.
"""

import numpy as np


def inputs(rng, N, C, H=None, W=None):
    """Random arguments of the forward: x [N, C], or [N, C, H, W] if H and W are given; gamma, beta [C]."""
    shape = (N, C) if H is None else (N, C, H, W)
    return {
        "x": 1.5 * rng.standard_normal(shape) + 0.5,
        "gamma": 1 + 0.3 * rng.standard_normal(C),
        "beta": 0.5 * rng.standard_normal(C),
    }


def groupnorm_forward(x, gamma, beta, *, groups, eps=1e-5):
    """Normalize x within every example and group of channels.

    x: [N, C, ...]. gamma (scale), beta (shift): [C]. groups: number of groups, divides C.
    eps: > 0, added to the variance.
    Returns y (the shape of x) and the cache.

    >>> y, _ = groupnorm_forward(np.array([[1.0, 3.0, 10.0, 30.0]]), np.ones(4), np.zeros(4), groups=2, eps=0.0)
    >>> y.tolist()                                  # means 2 and 20, standard deviations 1 and 10
    [[-1.0, 1.0, -1.0, 1.0]]
    """
    grouped = to_groups(x, groups)  # [N, G, n]
    n = grouped.shape[-1]
    mean = grouped.sum(axis=-1, keepdims=True) / n  # [N, G, 1]
    total = ((grouped - mean) ** 2).sum(axis=-1, keepdims=True)  # [N, G, 1]
    var = total / n
    std = np.sqrt(var + eps)
    x_hat = from_groups((grouped - mean) / std, x)  # [N, C, ...]
    y = per_channel(gamma, x) * x_hat + per_channel(beta, x)
    cache = x_hat, gamma, std, groups
    return y, cache


def groupnorm_backward(dy, cache):
    """Gradients of the loss from dy, its gradient with respect to y (the shape of x).

    gamma differs within a group: it goes into dx_hat before the means over the group are taken.
    Returns dx (the shape of x), dgamma [C], dbeta [C].
    """
    x_hat, gamma, std, groups = cache
    axes = (0, *range(2, dy.ndim))
    dgamma = (dy * x_hat).sum(axis=axes)  # [C]
    dbeta = dy.sum(axis=axes)  # [C]
    dx_hat = to_groups(dy * per_channel(gamma, dy), groups)  # [N, G, n]
    x_hat = to_groups(x_hat, groups)  # [N, G, n]
    through_mean = dx_hat.mean(axis=-1, keepdims=True)  # [N, G, 1]
    through_var = x_hat * (dx_hat * x_hat).mean(axis=-1, keepdims=True)
    dx = from_groups((dx_hat - through_mean - through_var) / std, dy)  # [N, C, ...]
    return dx, dgamma, dbeta


def to_groups(x, groups):
    """View x [N, C, ...] as [N, groups, n]: neighboring channels share a group."""
    return x.reshape(x.shape[0], groups, -1)


def from_groups(grouped, x):
    """Undo to_groups: back to the shape of x."""
    return grouped.reshape(x.shape)


def per_channel(values, x):
    """View values [C] so that they broadcast along axis 1 of x."""
    return values.reshape((1, -1) + (1,) * (x.ndim - 2))
