"""Binary cross-entropy from logits: how improbable, in nats, the model finds each yes or no, averaged over all of them.

    p    = sigmoid(logits)
    loss = -mean(targets * log(p) + (1 - targets) * log(1 - p))
         =  mean(max(logits, 0) - logits * targets + log(1 + exp(-|logits|)))

Axes: logits and targets have the same shape, usually [N] or [N, M]; every entry is a question of its own.
Conventions: PyTorch's binary_cross_entropy_with_logits: the mean over all entries, natural logarithm. targets lie
    between 0 and 1; fractions are allowed. From probabilities it is another layer, bce_probabilities. The second
    line of the equation is the first one without overflow and without log(0): exact for logits of +-1000.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2.2.
"""

import numpy as np


def inputs(rng, N, M=None):
    """Random arguments of the forward: logits and targets (0 or 1), [N], or [N, M] if M is given."""
    shape = N if M is None else (N, M)
    return {"logits": 2 * rng.standard_normal(shape), "targets": rng.integers(0, 2, shape).astype(float)}


def bce_forward(logits, targets):
    """Mean negative log probability of the right answers.

    logits: any shape, log odds of a yes. targets: the same shape, 0 (no) to 1 (yes).
    Returns loss (a number >= 0, nats) and the cache.

    >>> loss, _ = bce_forward(np.array([0.0, np.log(3)]), np.array([1.0, 0.0]))
    >>> round(float(np.exp(-2 * loss)), 12)         # two entries: the product of 1 / 2 and 1 - 3 / 4
    0.125
    """
    n = logits.size
    magnitude = np.maximum(logits, -logits)
    terms = np.maximum(logits, 0) - logits * targets + np.log1p(np.exp(-magnitude))
    loss = terms.sum() / n  # a number
    cache = logits, targets
    return loss, cache


def bce_backward(dloss, cache):
    """Gradient with respect to the logits, from dloss, the gradient with respect to the loss (a number).

    Returns dlogits (the shape of the logits): probability minus target, over the number of entries.
    """
    logits, targets = cache
    with np.errstate(over="ignore"):  # exp(-logits) may be inf, and 1 / inf is the right 0
        p = 1 / (1 + np.exp(-logits))
    dlogits = dloss * (p - targets) / logits.size
    return dlogits
