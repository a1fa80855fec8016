"""Gradient descent on all examples, on one at a time or on minibatches, for linear and logistic regression.

    repeat:  draw a minibatch;  w = w - lr * (gradient of the loss, averaged over the minibatch)

    batch: all N examples at once     stochastic: one     minibatch: batch_size of them, the compromise
    linear regression     loss = mean((x @ w - t)^2) / 2                   dw = x^T (x @ w - t) / N
    logistic regression   loss = mean(log(1 + exp(z)) - t * z), z = x @ w  dw = x^T (sigmoid(z) - t) / N

Axes: x is [N, D], one example per row; t is [N]; w is [D].
Conventions: the loss is an average, and the squared error is halved (its gradient then has no factor 2; PyTorch's
    mse_loss is not halved). There is no bias: give x a column of ones. Logistic loss in nats, labels 0 and 1.
    An epoch visits every example once, in a new order; a short last minibatch is averaged over its own size.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, sections 5.9 and 8.1.3.
"""

import numpy as np


def inputs(rng, N, D):
    """Random arguments of both losses: x [N, D], t [N] (labels 0 or 1, which serve both), w [D]."""
    return {
        "x": rng.standard_normal((N, D)),
        "t": rng.integers(0, 2, N).astype(float),
        "w": rng.standard_normal(D),
    }


def linear_regression_forward(x, t, w):
    """Half the mean squared error of the predictions x @ w.

    x: [N, D]. t: [N], any numbers. w: [D].
    Returns the loss, a number, and the cache.

    >>> loss, _ = linear_regression_forward(np.array([[1.0], [2.0]]), np.array([0.0, 1.0]), np.array([2.0]))
    >>> float(loss)                                 # (2^2 + 3^2) / 2 / 2
    3.25
    """
    error = x @ w - t  # [N]
    loss = (error**2).mean() / 2
    cache = x, error
    return loss, cache


def linear_regression_backward(dloss, cache):
    """Gradient dw [D] of the weights, the only argument that is trained. dloss: a number, 1 for the loss itself."""
    x, error = cache
    dw = dloss * (x.T @ error / len(x))  # [D]
    return dw


def logistic_regression_forward(x, t, w):
    """Mean cross-entropy, in nats, between the labels and the probabilities sigmoid(x @ w).

    x: [N, D]. t: [N], labels 0 or 1 (or probabilities). w: [D].
    Returns the loss, a number, and the cache.

    >>> loss, _ = logistic_regression_forward(np.array([[5.0], [1.0]]), np.array([1.0, 0.0]), np.array([0.0]))
    >>> round(float(loss), 3)                       # both probabilities are 1/2: log(2)
    0.693
    """
    z = x @ w  # [N]
    positive = np.maximum(z, 0)
    loss = (positive + np.log1p(np.exp(z - 2 * positive)) - t * z).mean()  # z - 2 max(z, 0) = -|z|: no overflow
    cache = x, z, t
    return loss, cache


def logistic_regression_backward(dloss, cache):
    """Gradient dw [D] of the weights, the only argument that is trained. dloss: a number, 1 for the loss itself."""
    x, z, t = cache
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-z))
    dw = dloss * (x.T @ (p - t) / len(x))  # [D]
    return dw


def minibatch_gradient_descent(x, t, w, *, lr, epochs, batch_size, rng, logistic=False):
    """Train w for some epochs. batch_size = N is batch, batch_size = 1 stochastic gradient descent.

    x: [N, D]. t: [N]. w: [D]. lr: > 0. epochs: passes over the data. batch_size: 1 to N. rng: a NumPy Generator.
    logistic: True trains logistic, False linear regression.
    Returns the trained w [D].

    >>> x, t, rng = np.array([[1.0], [1.0]]), np.array([2.0, 4.0]), np.random.default_rng(0)
    >>> minibatch_gradient_descent(x, t, np.zeros(1), lr=0.5, epochs=1, batch_size=2, rng=rng).tolist()
    [1.5]
    """
    n = len(x)
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            dw = gradient(x[rows], t[rows], w, logistic)
            w = w - lr * dw
    return w


def gradient(x, t, w, logistic):
    """Gradient [D] of the loss of these examples."""
    if logistic:
        _, cache = logistic_regression_forward(x, t, w)
        dw = logistic_regression_backward(1.0, cache)
    else:
        _, cache = linear_regression_forward(x, t, w)
        dw = linear_regression_backward(1.0, cache)
    return dw
