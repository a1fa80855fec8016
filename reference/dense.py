"""Dense (fully connected, affine) layer: every output is a weighted sum of all inputs plus a bias.

    y = x @ w + b

Axes: x is [N, D], one example per row; w is [D, M], one column per output unit; b is [M].
Conventions: weights are (in, out). PyTorch's Linear stores the transpose, (out, in).
    The gradients are sums over the minibatch: averaging, if any, belongs to the loss.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.5 (back-propagation of a matrix product).
"""

import numpy as np


def inputs(rng, N, D, M):
    """Random arguments of the forward: x [N, D], w [D, M], b [M]."""
    return {
        "x": rng.standard_normal((N, D)),
        "w": rng.standard_normal((D, M)) / np.sqrt(D),
        "b": rng.standard_normal(M),
    }


def dense_forward(x, w, b):
    """Map every row of x to w's M output units.

    x: [N, D]. w: [D, M]. b: [M].
    Returns y [N, M] and the cache.

    >>> x, w, b = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 3.0]]), np.array([0.0, 10.0, 0.0])
    >>> y, _ = dense_forward(x, w, b)
    >>> y.tolist()                                  # 1*1 + 2*0, 1*0 + 2*1 + 10, 1*2 + 2*3
    [[1.0, 12.0, 8.0]]
    """
    y = x @ w + b  # [N, M]
    cache = x, w
    return y, cache


def dense_backward(dy, cache):
    """Gradients of the loss from dy [N, M], its gradient with respect to y.

    Returns dx [N, D], dw [D, M], db [M].
    """
    x, w = cache
    dx = dy @ w.T  # [N, D]
    dw = x.T @ dy  # [D, M]
    db = dy.sum(axis=0)  # [M]
    return dx, dw, db
