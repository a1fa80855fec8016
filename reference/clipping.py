"""Gradient clipping by the global norm: gradients that are too long together are shortened, all by the same factor.

    norm    = sqrt(sum over all gradients of sum(g^2))
    clipped = g * max_norm / norm     if norm > max_norm, else g

The direction stays, unlike with clipping every entry by its value.

Axes: none; the gradients are arrays of any shapes.
Conventions: one norm over all the gradients, not one for each. PyTorch's clip_grad_norm_ adds 1e-6 to the norm in the
    quotient; here the clipped norm is max_norm exactly.
Source: Pascanu, Mikolov & Bengio 2013, algorithm 1.
"""

import numpy as np


def inputs(rng, D, M):
    """Random argument: the gradients of a dense layer, [D, M] and [M]."""
    return {"gradients": [rng.standard_normal((D, M)), rng.standard_normal(M)]}


def clip_by_global_norm(gradients, *, max_norm):
    """Shorten the gradients so that their norm, taken together, is at most max_norm.

    gradients: a list of arrays. max_norm: > 0.
    Returns the clipped gradients, a list of the same shapes, and the norm before clipping.

    >>> clipped, norm = clip_by_global_norm([np.array([3.0, 0.0]), np.array([[4.0]])], max_norm=2.5)
    >>> float(norm), [g.tolist() for g in clipped]  # sqrt(9 + 16): everything is halved
    (5.0, [[1.5, 0.0], [[2.0]]])
    """
    total = sum((g**2).sum() for g in gradients)
    norm = np.sqrt(total)
    factor = max_norm / norm if norm > max_norm else 1.0
    clipped = [factor * g for g in gradients]
    return clipped, norm
