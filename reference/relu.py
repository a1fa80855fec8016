"""ReLU: negative inputs become 0, positive ones pass.

    y = max(x, 0)

Axes: x has any shape; every entry stands for itself.
Conventions: the derivative at exactly 0, where there is none, is taken as 0, as in PyTorch (some code takes 1).
Source: Nair & Hinton 2010 (Rectified linear units improve restricted Boltzmann machines).
"""

import numpy as np


def inputs(rng, N, D):
    """Random arguments of the forward: x [N, D]."""
    return {"x": rng.standard_normal((N, D))}


def relu_forward(x):
    """Cut x off below 0.

    x: any shape.
    Returns y (the shape of x, >= 0) and the cache.

    >>> y, _ = relu_forward(np.array([-2.0, 0.0, 3.0]))
    >>> y.tolist()
    [0.0, 0.0, 3.0]
    """
    y = np.maximum(x, 0)
    cache = x
    return y, cache


def relu_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    Where the input was positive dy passes; elsewhere nothing does, whatever the sign of dy.
    Returns dx (the shape of x).
    """
    x = cache
    dx = dy * (x > 0)
    return dx
