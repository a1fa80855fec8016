"""Embedding: every id is replaced by its row of a table of weights.

    y[n] = w[ids[n]]

Axes: ids has any shape, such as [N, T]; w is [V, D], one row per word of the vocabulary; y is [N, T, D].
Conventions: those of PyTorch: ids count from 0. It equals a dense layer without bias on one-hot rows. An id that
    occurs k times collects k gradients: their sum, not the last one and not their mean (PyTorch has the mean as
    scale_grad_by_freq). Ids are data: they get no gradient.
Source: Bengio, Ducharme, Vincent & Jauvin 2003 (A neural probabilistic language model), section 2.
"""

import numpy as np


def inputs(rng, N, T, V, D):
    """Random arguments of the forward: ids [N, T] from 0 to V - 1, w [V, D]."""
    return {"ids": rng.integers(0, V, (N, T)), "w": rng.standard_normal((V, D))}


def embedding_forward(ids, w):
    """Look up the rows of w.

    ids: integers from 0 to V - 1, any shape. w: [V, D].
    Returns y [..., D] (the shape of ids, then D) and the cache.

    >>> y, cache = embedding_forward(np.array([2, 0, 2]), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    >>> y.tolist()
    [[5.0, 6.0], [1.0, 2.0], [5.0, 6.0]]
    >>> embedding_backward(np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]), cache).tolist()     # row 2: 1 + 4
    [[2.0, 2.0], [0.0, 0.0], [5.0, 5.0]]
    """
    y = w[ids]  # [N, T, D]
    cache = ids, w
    return y, cache


def embedding_backward(dy, cache):
    """Gradient of the loss from dy [..., D], its gradient with respect to y.

    np.add.at adds once per occurrence; `dw[ids] += dy` would add once per *distinct* id.
    Returns dw [V, D]; rows of ids that did not occur are 0.
    """
    ids, w = cache
    dw = np.zeros_like(w)  # [V, D]
    np.add.at(dw, ids, dy)
    return dw
