"""Gradient descent with momentum: a velocity collects the gradients, and the weights follow the velocity.

    v = momentum * v + dw         v = 0 before the first step
    w = w - lr * v

In a constant gradient g the velocity grows to g / (1 - momentum): with 0.9 the steps become ten times as long.

Axes: none; w, dw and v have any shape, every entry is on its own.
Conventions: those of PyTorch (dampening 0). Others multiply by the learning rate before collecting,
    v = momentum * v - lr * dw and w = w + v (the same while lr is constant), or average, v = momentum * v +
    (1 - momentum) * dw, with steps that are shorter by the factor 1 - momentum.
Source: Sutskever, Martens, Dahl & Hinton 2013, section 2 (with lr inside the velocity); Polyak 1964.
"""

import numpy as np


def inputs(rng, D, M):
    """Random arguments of a first step: w and dw [D, M], state None."""
    return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


def momentum_step(w, dw, state, *, lr=1e-3, momentum=0.9):
    """Update the weights w by one step.

    w: any shape. dw: the gradient, shape of w. state: what the step before returned, None at the first step.
    lr: > 0. momentum: share of the velocity that is kept, 0 to below 1.
    Returns the new w and the new state, the velocity.

    >>> w, state = np.array([1.0]), None
    >>> w, state = momentum_step(w, np.array([2.0]), state, lr=0.25, momentum=0.5)
    >>> w, state = momentum_step(w, np.array([1.0]), state, lr=0.25, momentum=0.5)
    >>> state.tolist(), w.tolist()                  # v = 2, then 0.5 * 2 + 1; w = 1 - 0.25 * 2 - 0.25 * 2
    ([2.0], [0.0])
    """
    v = np.zeros_like(w) if state is None else state
    v = momentum * v + dw
    w = w - lr * v
    state = v
    return w, state
