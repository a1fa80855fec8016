"""Softmax cross-entropy, faster: the interface and the results of reference/softmax_cross_entropy.py.

1. The forward keeps exp(logits) and the sums of its rows, so the backward is one multiplication and computes no exp.
2. The largest logit of a row is subtracted only where it matters: if every sum of exponentials lies between 1e-9
   and 1e9, nothing overflowed and nothing underflowed that counts. Larger logits cost a second pass.
3. The sums are products with a vector of ones: BLAS adds faster than np.sum.
"""

import numpy as np


def softmax_cross_entropy_forward(logits, targets):
    """Mean negative log probability of the right classes, in nats: logits [N, C], targets [N] -> loss, cache.

    >>> loss, _ = softmax_cross_entropy_forward(np.array([[0.0, np.log(3)], [5.0, 5.0]]), np.array([0, 1]))
    >>> round(float(np.exp(-2 * loss)), 12)         # two examples: the product of 1 / 4 and 1 / 2
    0.125
    """
    N, C = logits.shape
    ones = np.ones(C, dtype=logits.dtype)
    right = logits[np.arange(N), targets]  # [N]
    with np.errstate(over="ignore"):
        e = np.exp(logits)  # [N, C]
        total = e @ ones  # [N]
    if not (total.min() > 1e-9 and total.max() < 1e9):  # in this order nan counts as out of range
        largest = logits.max(axis=1)  # [N]
        e = np.subtract(logits, largest[:, None])
        np.exp(e, out=e)
        total = e @ ones
        right = right - largest
    loss = (np.log(total) - right).sum() / N  # a number
    cache = e, total, targets
    return loss, cache


def softmax_cross_entropy_backward(dloss, cache):
    """Gradient with respect to the logits [N, C], from dloss (a number)."""
    e, total, targets = cache
    N = e.shape[0]
    dlogits = e * (dloss / N / total)[:, None]  # [N, C]
    dlogits[np.arange(N), targets] -= dloss / N
    return dlogits
