"""Adagrad: every weight has its own step size, which falls with the sum of all its squared gradients so far.

    s = s + dw^2                  s = 0 before the first step
    w = w - lr * dw / (sqrt(s) + eps)

Axes: none; w, dw and s have any shape, every entry is on its own.
Conventions: those of PyTorch (no decay of lr): eps stands outside the root, s starts at 0 (Keras: at 0.1).
    The squares are summed, not averaged: steps only ever get shorter.
Source: Duchi, Hazan & Singer 2011 (the diagonal form).
"""

import numpy as np


def inputs(rng, D, M):
    """Random arguments of a first step: w and dw [D, M], state None."""
    return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


def adagrad_step(w, dw, state, *, lr=1e-2, eps=1e-10):
    """Update the weights w by one step.

    w: any shape. dw: the gradient, shape of w. state: what the step before returned, None at the first step.
    lr: > 0, the length of the first step of every weight. eps: > 0, keeps 0 / 0 away.
    Returns the new w and the new state, the sum of squares.

    >>> w, state = np.array([1.0]), None
    >>> w, state = adagrad_step(w, np.array([3.0]), state, lr=0.5, eps=0.0)
    >>> w, state = adagrad_step(w, np.array([4.0]), state, lr=0.5, eps=0.0)
    >>> state.tolist(), w.round(12).tolist()        # s = 9 + 16; w = 1 - 0.5 * 3 / 3 - 0.5 * 4 / 5
    ([25.0], [0.1])
    """
    s = np.zeros_like(w) if state is None else state
    s = s + dw**2
    w = w - lr * dw / (np.sqrt(s) + eps)
    state = s
    return w, state
