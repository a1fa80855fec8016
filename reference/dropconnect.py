"""DropConnect: a dense layer whose weights, not its units, are set to 0 with probability p in training.

    keep ~ Bernoulli(1 - p)                   one draw per weight *and example*, new at every forward
    y[n] = x[n] @ (w * keep[n] / (1 - p)) + b     training
    y    = x @ w + b                          inference

Axes: x is [N, D], w is [D, M], b is [M]; the mask is [N, D, M]. Weights are (in, out).
Conventions: p is the probability of *dropping* (Wan et al. write p for keeping). Every example has a mask of its own,
    as in the paper, which found one mask per minibatch to regularize too little; some libraries draw just that.
    Two things differ from the paper: kept weights grow by 1 / (1 - p), so that inference is the plain dense layer
    (the paper leaves them and samples from a fitted Gaussian at inference), and the bias is never dropped.
Source: Wan et al. 2013 (Regularization of neural networks using DropConnect).
"""

import numpy as np


def inputs(rng, N, D, M):
    """Random arguments of the forward: x [N, D], w [D, M], b [M]."""
    return {
        "x": rng.standard_normal((N, D)),
        "w": rng.standard_normal((D, M)) / np.sqrt(D),
        "b": rng.standard_normal(M),
    }


def dropconnect_forward(x, w, b, *, p, training, rng):
    """Map every row of x through its own random part of w (training) or through all of it (inference).

    x: [N, D]. w: [D, M]. b: [M]. p: probability of dropping a weight, 0 <= p < 1.
    training: False makes this a dense layer. rng: a numpy Generator; drawn from in training only.
    Returns y [N, M] and the cache.

    >>> x, w, rng = np.ones((100, 2)), np.array([[3.0], [4.0]]), np.random.default_rng(0)
    >>> y, _ = dropconnect_forward(x, w, np.ones(1), p=0.5, training=True, rng=rng)
    >>> sorted(set(y.ravel().tolist()))             # 1 plus none, 3 / 0.5, 4 / 0.5 or both: a mask per example
    [1.0, 7.0, 9.0, 15.0]
    """
    N = x.shape[0]
    if training:
        keep = rng.random((N, *w.shape)) >= p  # [N, D, M]
    else:
        keep, p = np.ones((1, *w.shape), dtype=bool), 0  # [1, D, M]
    w_kept = w * keep / (1 - p)  # [N, D, M]
    y = (x[:, None, :] @ w_kept)[:, 0, :] + b  # [N, M]
    cache = x, w_kept, keep, p
    return y, cache


def dropconnect_backward(dy, cache):
    """Gradients of the loss from dy [N, M], its gradient with respect to y.

    A dropped weight of an example sends nothing back and gets no gradient from that example.
    Returns dx [N, D], dw [D, M], db [M].
    """
    x, w_kept, keep, p = cache
    dx = (w_kept @ dy[:, :, None])[:, :, 0]  # [N, D]
    dw_kept = x[:, :, None] * dy[:, None, :]  # [N, D, M]
    dw = (dw_kept * keep).sum(axis=0) / (1 - p)  # [D, M]
    db = dy.sum(axis=0)  # [M]
    return dx, dw, db
