"""Leaky ReLU: positive inputs pass, negative ones are multiplied by a small slope.

    y = x            where x > 0
    y = slope * x    elsewhere

Axes: x has any shape; every entry stands for itself.
Conventions: those of PyTorch, where the option is called negative_slope and is 0.01, too.
    The derivative at exactly 0 is taken as slope. With a slope that is learned it is a PReLU.
Source: Maas, Hannun & Ng 2013 (Rectifier nonlinearities improve neural network acoustic models).
"""

import numpy as np


def inputs(rng, N, D):
    """Random arguments of the forward: x [N, D]."""
    return {"x": rng.standard_normal((N, D))}


def leaky_relu_forward(x, *, slope=0.01):
    """Shrink the negative entries of x.

    x: any shape. slope: derivative on the negative side, usually 0 < slope < 1.
    Returns y (the shape of x) and the cache.

    >>> y, _ = leaky_relu_forward(np.array([-2.0, 0.0, 3.0]), slope=0.1)
    >>> y.tolist()
    [-0.2, 0.0, 3.0]
    """
    y = np.where(x > 0, x, slope * x)
    cache = x, slope
    return y, cache


def leaky_relu_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    Where the input was positive dy passes; elsewhere it is multiplied by slope, once.
    Returns dx (the shape of x).
    """
    x, slope = cache
    dx = np.where(x > 0, dy, slope * dy)
    return dx
