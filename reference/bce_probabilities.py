"""Binary cross-entropy from probabilities: how improbable, in nats, the given answers are, averaged over all of them.

    loss = -mean(targets * log(p) + (1 - targets) * log(1 - p))

Axes: p and targets have the same shape, usually [N] or [N, M]; every entry is a question of its own.
Conventions: PyTorch's binary_cross_entropy: the mean over all entries, natural logarithm. The gradient is with
    respect to the *probabilities*; p - targets is that with respect to the logits, another layer (bce). As in PyTorch
    a logarithm counts as -100 at least and p (1 - p) as 1e-12 at least, so that p = 0 and p = 1 stay finite. Between
    these limits both are exact; in front of a sigmoid use bce, which has no limits.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 5.5 (maximum likelihood of a Bernoulli model).
"""

import math

import numpy as np


def inputs(rng, N, M=None):
    """Random arguments of the forward: p (0.05 to 0.95) and targets (0 or 1), [N], or [N, M] if M is given."""
    shape = N if M is None else (N, M)
    return {"p": rng.uniform(0.05, 0.95, shape), "targets": rng.integers(0, 2, shape).astype(float)}


def bce_probabilities_forward(p, targets):
    """Mean negative log probability of the right answers.

    p: any shape, probabilities of a yes, 0 to 1. targets: the same shape, 0 (no) to 1 (yes).
    Returns loss (a number, 0 to 100 nats) and the cache.

    >>> loss, _ = bce_probabilities_forward(np.array([0.5, 0.75]), np.array([1.0, 0.0]))
    >>> round(float(np.exp(-2 * loss)), 12)         # two entries: the product of 1 / 2 and 1 - 3 / 4
    0.125
    """
    n = p.size
    terms = targets * log_from_100(p) + (1 - targets) * log_from_100(1 - p)
    loss = -terms.sum() / n  # a number
    cache = p, targets
    return loss, cache


def bce_probabilities_backward(dloss, cache):
    """Gradient with respect to p, from dloss, the gradient with respect to the loss (a number).

    Returns dp (the shape of p).
    """
    p, targets = cache
    slope = (p - targets) / np.maximum(p * (1 - p), 1e-12)
    dp = dloss * slope / p.size
    return dp


def log_from_100(p):
    """Natural logarithm of p, or -100 where it would be less."""
    return np.log(np.maximum(p, math.exp(-100)))
