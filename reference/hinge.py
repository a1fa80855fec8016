"""Multiclass hinge loss: every wrong class whose score comes within a margin of the right one's costs the shortfall.

    loss = sum_n sum_{j != targets[n]} max(0, scores[n, j] - scores[n, targets[n]] + margin) / N

Axes: scores are [N, C], one example per row and one class per column; targets are [N], class numbers 0 to C - 1.
Conventions: those of CS231n: the *sum* over wrong classes, the mean over examples. PyTorch's multi_margin_loss divides
    by C as well: its loss and gradient are 1 / C of these. Crammer & Singer count only the worst wrong class. A
    shortfall of exactly 0 gets no gradient. Regularization is not part of the layer.
Source: Weston & Watkins 1999 (Support vector machines for multi-class pattern recognition).
"""

import numpy as np


def inputs(rng, N, C):
    """Random arguments of the forward: scores [N, C], targets [N]."""
    return {"scores": 2 * rng.standard_normal((N, C)), "targets": rng.integers(0, C, N)}


def hinge_forward(scores, targets, *, margin=1.0):
    """Mean, over examples, of the summed shortfalls of the wrong classes.

    scores: [N, C], any real numbers. targets: [N] integers from 0 to C - 1. margin: > 0, in units of the scores.
    Returns loss (a number >= 0, in units of the scores) and the cache.

    >>> loss, _ = hinge_forward(np.array([[3.0, 5.0, 2.5], [0.0, 9.0, 1.0]]), np.array([0, 1]))
    >>> float(loss)                                 # (5 - 3 + 1) + (2.5 - 3 + 1) = 3.5, and 0; divided by 2
    1.75
    """
    N = scores.shape[0]
    right = scores[np.arange(N), targets][:, None]  # [N, 1]
    shortfall = np.maximum(scores - right + margin, 0)  # [N, C]
    shortfall[np.arange(N), targets] = 0
    loss = shortfall.sum() / N  # a number
    cache = shortfall, targets
    return loss, cache


def hinge_backward(dloss, cache):
    """Gradient with respect to the scores, from dloss, the gradient with respect to the loss (a number).

    1 / N for each wrong class with a shortfall; the right class gets minus their sum.
    Returns dscores [N, C]; its rows sum to 0.
    """
    shortfall, targets = cache
    N = shortfall.shape[0]
    counted = (shortfall > 0).astype(shortfall.dtype)  # [N, C]
    counted[np.arange(N), targets] -= counted.sum(axis=1)
    dscores = dloss * counted / N
    return dscores
