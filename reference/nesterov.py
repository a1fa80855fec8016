"""Gradient descent with Nesterov momentum: the step looks ahead, along the velocity it will have.

    v = momentum * v + dw         v = 0 before the first step
    w = w - lr * (dw + momentum * v)

The same as plain momentum whose gradient is taken at the point to which the velocity alone would lead, written for
the weights at that point.

Axes: none; w, dw and v have any shape, every entry is on its own.
Conventions: those of PyTorch. The textbook form keeps the weights before the look-ahead, takes the gradient at
    w + momentum * v, and has the learning rate inside v; its look-ahead points are the weights of this form while
    lr is constant.
Source: Sutskever, Martens, Dahl & Hinton 2013, section 2 (the textbook form).
"""

import numpy as np


def inputs(rng, D, M):
    """Random arguments of a first step: w and dw [D, M], state None."""
    return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


def nesterov_step(w, dw, state, *, lr=1e-3, momentum=0.9):
    """Update the weights w by one step.

    w: any shape. dw: the gradient at w, shape of w. state: what the step before returned, None at the first step.
    lr: > 0. momentum: share of the velocity that is kept, 0 to below 1.
    Returns the new w and the new state, the velocity.

    >>> w, state = np.array([2.0]), None
    >>> w, state = nesterov_step(w, np.array([2.0]), state, lr=0.25, momentum=0.5)
    >>> state.tolist(), w.tolist()                  # v = 2; w = 2 - 0.25 * (2 + 0.5 * 2)
    ([2.0], [1.25])
    """
    v = np.zeros_like(w) if state is None else state
    v = momentum * v + dw
    ahead = dw + momentum * v
    w = w - lr * ahead
    state = v
    return w, state
