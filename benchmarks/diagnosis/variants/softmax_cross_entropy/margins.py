# quizdl: losses/implement-cross-entropy
"""From the margins z_c - z_target alone: loss = log(1 + sum of exp(margins of the others)), with log1p and a tree."""

import numpy as np


def softmax_cross_entropy_forward(logits, targets):
    N, C = logits.shape
    others = np.arange(C) != targets[:, None]
    margins = (logits - logits[np.arange(N), targets][:, None])[others].reshape(N, C - 1)
    losses = np.array([softplus(tree(list(row))) for row in margins])
    return losses.mean(), (margins, others, losses)


def softmax_cross_entropy_backward(dloss, cache):
    margins, others, losses = cache
    N = len(losses)
    p = np.exp(margins - losses[:, None])  # of the wrong classes: exp(z_c - z_target) times p_target = exp(-loss)
    dlogits = np.zeros(others.shape)
    dlogits[others] = p.ravel()
    dlogits[~others] = -p.sum(axis=1)
    return dlogits * dloss / N


def tree(values):
    """log(sum(exp(values))) by halves; -inf where there are none."""
    if len(values) < 2:
        return values[0] if values else -np.inf
    one, other = tree(values[::2]), tree(values[1::2])
    return max(one, other) + np.log1p(np.exp(-abs(one - other)))


def softplus(value):
    """log(1 + exp(value)) without overflow."""
    return max(value, 0.0) + np.log1p(np.exp(-abs(value)))
