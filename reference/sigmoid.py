"""Sigmoid (logistic function): maps every number into (0, 1), 0 to one half.

    y = 1 / (1 + exp(-x))

Axes: x has any shape; every entry stands for itself.
Conventions: the logistic function, nothing else of sigmoid shape. Its derivative is y (1 - y), in the *output* y,
    at most 1/4. In float64 y rounds to 1 above x = 37 or so and to 0 below x = -709 or so.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 3.10.
"""

import numpy as np


def inputs(rng, N, D):
    """Random arguments of the forward: x [N, D]."""
    return {"x": 2 * rng.standard_normal((N, D))}


def sigmoid_forward(x):
    """Squash every entry of x into (0, 1).

    x: any shape.
    Returns y (the shape of x) and the cache.

    >>> y, _ = sigmoid_forward(np.array([0.0, np.log(3), -np.log(3), -1000.0]))
    >>> y.round(12).tolist()                        # 1 / (1 + 1), 1 / (1 + 1/3), 1 / (1 + 3), 1 / (1 + inf)
    [0.5, 0.75, 0.25, 0.0]
    """
    with np.errstate(over="ignore"):  # exp(-x) may be inf, and 1 / inf is the right 0
        y = 1 / (1 + np.exp(-x))
    cache = y
    return y, cache


def sigmoid_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    Returns dx (the shape of x).
    """
    y = cache
    dx = dy * y * (1 - y)
    return dx
