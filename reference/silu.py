"""SiLU (swish): every input is multiplied by its own sigmoid.

    y = x * sigmoid(x) = x / (1 + exp(-x))

Axes: x has any shape; every entry stands for itself.
Conventions: swish with beta = 1. Not monotone: it falls to -0.278 at x = -1.278 and rises back to 0 on the left.
Source: Hendrycks & Gimpel 2016 (the name SiLU); Elfwing, Uchibe & Doya 2018.
"""

import numpy as np


def inputs(rng, N, D):
    """Random arguments of the forward: x [N, D]."""
    return {"x": 2 * rng.standard_normal((N, D))}


def silu_forward(x):
    """Multiply every entry of x by its sigmoid.

    x: any shape.
    Returns y (the shape of x) and the cache.

    >>> y, _ = silu_forward(np.array([0.0, np.log(3), -1000.0]))
    >>> y.round(4).tolist()                         # 0, 1.0986 * 3 / 4, -1000 * 0
    [0.0, 0.824, -0.0]
    """
    with np.errstate(over="ignore"):  # exp(-x) may be inf, and 1 / inf is the right 0
        gate = 1 / (1 + np.exp(-x))
    y = x * gate
    cache = x, gate
    return y, cache


def silu_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    The product rule: x stands before the sigmoid and inside it.
    Returns dx (the shape of x).
    """
    x, gate = cache
    dx = dy * (gate + x * gate * (1 - gate))
    return dx
