"""Hyperbolic tangent: maps every number into (-1, 1) and keeps its sign.

    y = tanh(x) = (exp(x) - exp(-x)) / (exp(x) + exp(-x))

Axes: x has any shape; every entry stands for itself.
Conventions: the derivative is 1 - y^2, in the *output* y; it is 1 at x = 0. tanh(x) = 2 sigmoid(2 x) - 1.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.3.2.
"""

import numpy as np


def inputs(rng, N, D):
    """Random arguments of the forward: x [N, D]."""
    return {"x": 1.5 * rng.standard_normal((N, D))}


def tanh_forward(x):
    """Squash every entry of x into (-1, 1).

    x: any shape.
    Returns y (the shape of x) and the cache.

    >>> y, _ = tanh_forward(np.array([0.0, np.log(2), -1000.0]))
    >>> y.round(12).tolist()                        # 0, (2 - 1/2) / (2 + 1/2), -1
    [0.0, 0.6, -1.0]
    """
    y = np.tanh(x)
    cache = y
    return y, cache


def tanh_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    Returns dx (the shape of x).
    """
    y = cache
    dx = dy * (1 - y**2)
    return dx
