# quizdl: losses/implement-cross-entropy
"""Back through every step, also through the subtraction of the maximum; gather and mean are steps, too."""

import numpy as np


def softmax_cross_entropy_forward(logits, targets):
    N = len(logits)
    rows = np.arange(N)
    winner = logits.argmax(axis=1)
    largest = logits[rows, winner]
    shifted = logits - largest[:, None]
    exponentials = np.exp(shifted)
    totals = exponentials.sum(axis=1)
    logs = np.log(totals)
    right = shifted[rows, targets]
    losses = logs - right
    loss = losses.sum() * (1 / N)
    return loss, (rows, winner, exponentials, totals, targets)


def softmax_cross_entropy_backward(dloss, cache):
    rows, winner, exponentials, totals, targets = cache
    N, C = exponentials.shape
    dlosses = np.ones(N) * (1 / N) * dloss
    dlogs, dright = dlosses, -dlosses
    dshifted = np.zeros((N, C))
    dshifted[rows, targets] += dright
    dtotals = dlogs / totals
    dexponentials = np.outer(dtotals, np.ones(C))
    dshifted += dexponentials * exponentials
    dlogits, dlargest = dshifted.copy(), -dshifted.sum(axis=1)
    dlogits[rows, winner] += dlargest
    return dlogits
