"""Softmax cross-entropy: how improbable, in nats, the model finds the right classes, averaged over the minibatch.

    p    = softmax(logits)                    per row
    loss = -sum_n log p[n, targets[n]] / N

Axes: logits are [N, C], one example per row and one class per column; targets are [N], class numbers 0 to C - 1.
Conventions: PyTorch's cross_entropy: from *logits*, never from probabilities; the mean over examples, not over
    classes; natural logarithm, so a uniform guess costs log(C) nats. Softmax and logarithm are one layer: the log
    of a probability that underflowed to 0 would be -inf, the difference below is finite for logits of +-1000.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2.3.
"""

import numpy as np


def inputs(rng, N, C):
    """Random arguments of the forward: logits [N, C], targets [N]."""
    return {"logits": 2 * rng.standard_normal((N, C)), "targets": rng.integers(0, C, N)}


def softmax_cross_entropy_forward(logits, targets):
    """Mean negative log probability of the right classes.

    logits: [N, C], any real numbers. targets: [N] integers from 0 to C - 1.
    Returns loss (a number >= 0, nats) and the cache.

    >>> loss, _ = softmax_cross_entropy_forward(np.array([[0.0, np.log(3)], [5.0, 5.0]]), np.array([0, 1]))
    >>> round(float(np.exp(-2 * loss)), 12)         # two examples: the product of 1 / 4 and 1 / 2
    0.125
    """
    N = logits.shape[0]
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_total = np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # [N, 1]
    log_p = shifted - log_total  # [N, C]
    loss = -log_p[np.arange(N), targets].sum() / N  # a number
    cache = log_p, targets
    return loss, cache


def softmax_cross_entropy_backward(dloss, cache):
    """Gradient with respect to the logits, from dloss, the gradient with respect to the loss (a number).

    Probability minus 1 for the right class, probability for the others, over N.
    Returns dlogits [N, C]; its rows sum to 0.
    """
    log_p, targets = cache
    N = log_p.shape[0]
    difference = np.exp(log_p)
    difference[np.arange(N), targets] -= 1
    dlogits = dloss * difference / N
    return dlogits
