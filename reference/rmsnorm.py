"""RMS normalization: every example is divided by the root mean square of its features, then every feature is scaled.

    rms = sqrt(sum(x^2) / D + eps)            D values per row
    y   = gamma * x / rms

Axes: x is [N, D] or has more leading axes, as [N, T, D]. The mean square runs over the last axis alone.
Conventions: layer norm without its mean and without its shift: nothing is subtracted, there is no beta.
    eps stands inside the root. The paper's formula has no eps; PyTorch's default is the machine epsilon of the
    dtype, language models use 1e-5 or 1e-6: state it where it matters.
Source: Zhang & Sennrich 2019 (Root mean square layer normalization).
"""

import numpy as np


def inputs(rng, N, D, T=None):
    """Random arguments of the forward: x [N, D], or [N, T, D] if T is given; gamma [D]."""
    shape = (N, D) if T is None else (N, T, D)
    return {
        "x": 1.5 * rng.standard_normal(shape) + 0.5,
        "gamma": 1 + 0.3 * rng.standard_normal(D),
    }


def rmsnorm_forward(x, gamma, *, eps=1e-5):
    """Divide x by the root mean square over its last axis.

    x: [..., D]. gamma (scale): [D]. eps: > 0, added to the mean square.
    Returns y (the shape of x) and the cache.

    >>> y, _ = rmsnorm_forward(np.array([[1.0, 7.0]]), np.array([1.0, 10.0]), eps=0.0)
    >>> y.round(3).tolist()                         # root of (1 + 49) / 2 is 5: 1 / 5 and 10 * 7 / 5
    [[0.2, 14.0]]
    """
    D = x.shape[-1]
    mean_square = (x**2).sum(axis=-1, keepdims=True) / D  # [..., 1]
    rms = np.sqrt(mean_square + eps)
    x_hat = x / rms  # [..., D]
    y = gamma * x_hat
    cache = x_hat, gamma, rms
    return y, cache


def rmsnorm_backward(dy, cache):
    """Gradients of the loss from dy, its gradient with respect to y (the shape of x).

    The rms of a row depends on every x of the row: one more term in dx.
    Returns dx (the shape of x), dgamma [D].
    """
    x_hat, gamma, rms = cache
    rows = tuple(range(dy.ndim - 1))
    dgamma = (dy * x_hat).sum(axis=rows)  # [D]
    dx_hat = dy * gamma
    through_rms = x_hat * (dx_hat * x_hat).mean(axis=-1, keepdims=True)
    dx = (dx_hat - through_rms) / rms
    return dx, dgamma
