"""Residual block: two dense layers with a ReLU between them learn what to add to the input.

    h = relu(x @ w1 + b1)
    y = x + h @ w2 + b2

Axes: x and y are [N, D], one example per row; w1 is [D, H], b1 is [H]; w2 is [H, D], b2 is [D].
Conventions: nothing follows the addition, so the skip path is the identity and dy reaches x unchanged, next to what
    the branch sends back. (He et al. 2016 put another ReLU after the addition; their sequel, Identity mappings
    in deep residual networks, argues for a clean path like this one.) Weights are (in, out). relu'(0) = 0.
Source: He, Zhang, Ren & Sun 2016, Deep residual learning for image recognition, section 3.2.
"""

import math

import numpy as np


def inputs(rng, N, D, H):
    """Random arguments of the forward: x [N, D], w1 [D, H], b1 [H], w2 [H, D], b2 [D]."""
    return {
        "x": rng.standard_normal((N, D)),
        "w1": rng.standard_normal((D, H)) / math.sqrt(D),
        "b1": 0.5 * rng.standard_normal(H),
        "w2": rng.standard_normal((H, D)) / math.sqrt(H),
        "b2": 0.5 * rng.standard_normal(D),
    }


def residual_forward(x, w1, b1, w2, b2):
    """Add to x what the branch dense, ReLU, dense computes from it; no activation after the addition.

    x: [N, D]. w1: [D, H]. b1: [H]. w2: [H, D]. b2: [D].
    Returns y [N, D] and the cache.

    >>> x, w1, w2 = np.array([[5.0]]), np.array([[1.0, -1.0]]), np.array([[2.0], [7.0]])
    >>> y, _ = residual_forward(x, w1, np.array([-2.0, 1.0]), w2, np.array([0.5]))
    >>> y.tolist()                                  # h = relu(5 - 2, 1 - 5) = (3, 0), so 5 + 3*2 + 0*7 + 0.5
    [[11.5]]
    """
    z = x @ w1 + b1  # [N, H]
    h = np.maximum(z, 0)
    branch = h @ w2 + b2  # [N, D]
    y = x + branch
    cache = x, w1, w2, z, h
    return y, cache


def residual_backward(dy, cache):
    """Gradients of the loss from dy [N, D], its gradient with respect to y; dx is the sum over both paths.

    Returns dx [N, D], dw1 [D, H], db1 [H], dw2 [H, D], db2 [D].
    """
    x, w1, w2, z, h = cache
    dw2 = h.T @ dy  # [H, D]
    db2 = dy.sum(axis=0)  # [D]
    dh = dy @ w2.T  # [N, H]
    dz = dh * (z > 0)
    dw1 = x.T @ dz  # [D, H]
    db1 = dz.sum(axis=0)  # [H]
    dx = dy + dz @ w1.T  # [N, D]
    return dx, dw1, db1, dw2, db2
