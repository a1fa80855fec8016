"""Softmax: every row of numbers becomes a row of probabilities, in proportion to their exponentials.

    y_i = exp(x_i) / sum_j exp(x_j)

Axes: x is [N, C] or has more leading axes, as [N, T, C]; every row along the last axis sums to 1 by itself.
Conventions: PyTorch's softmax(dim=-1). Adding a constant to a row changes nothing, hence the largest entry of each
    row is subtracted first: no exponential exceeds 1, whatever the logits. The derivative couples all entries of a
    row, dy_i / dx_j = y_i (1[i = j] - y_j): a full matrix per row, applied here without forming it.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, sections 4.1 (stability) and 6.2.2.3.
"""

import numpy as np


def inputs(rng, N, C):
    """Random arguments of the forward: logits x [N, C]."""
    return {"x": 2 * rng.standard_normal((N, C))}


def softmax_forward(x):
    """Turn every row of logits into probabilities.

    x: [..., C], unnormalized log probabilities.
    Returns y (the shape of x), rows >= 0 that sum to 1, and the cache.

    >>> y, _ = softmax_forward(np.array([[0.0, np.log(3)], [1000.0, 1000.0]]))
    >>> y.round(12).tolist()                        # 1 : 3, and 1 : 1
    [[0.25, 0.75], [0.5, 0.5]]
    """
    shifted = x - x.max(axis=-1, keepdims=True)
    e = np.exp(shifted)
    y = e / e.sum(axis=-1, keepdims=True)
    cache = y
    return y, cache


def softmax_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    What all entries of a row have in common does not matter: the average of dy, weighted by y, is subtracted.
    Returns dx (the shape of x); its rows sum to 0.
    """
    y = cache
    average = (dy * y).sum(axis=-1, keepdims=True)  # [..., 1]
    dx = y * (dy - average)
    return dx
