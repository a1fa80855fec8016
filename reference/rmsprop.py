"""RMSProp: every gradient is divided by the root of a running mean of its squares, so old gradients are forgotten.

    s = alpha * s + (1 - alpha) * dw^2        s = 0 before the first step
    w = w - lr * dw / (sqrt(s) + eps)

Axes: none; w, dw and s have any shape, every entry is on its own.
Conventions: those of PyTorch. alpha is the weight of the old value, 0.99 (Keras: rho = 0.9); eps stands outside the
    root. s is not corrected for starting at 0, so the first step has the length lr / sqrt(1 - alpha), ten times lr.
Source: Tieleman & Hinton 2012, Coursera lecture 6.5 (alpha = 0.9).
"""

import numpy as np


def inputs(rng, D, M):
    """Random arguments of a first step: w and dw [D, M], state None."""
    return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


def rmsprop_step(w, dw, state, *, lr=1e-2, alpha=0.99, eps=1e-8):
    """Update the weights w by one step.

    w: any shape. dw: the gradient, shape of w. state: what the step before returned, None at the first step.
    lr: > 0. alpha: weight of the old mean of squares, 0 to below 1. eps: > 0, keeps 0 / 0 away.
    Returns the new w and the new state, the running mean of squares.

    >>> w, state = rmsprop_step(np.array([1.0]), np.array([3.0]), None, lr=0.25, alpha=0.75, eps=0.0)
    >>> state.tolist(), w.tolist()                  # s = 0.25 * 9; w = 1 - 0.25 * 3 / 1.5
    ([2.25], [0.5])
    """
    s = np.zeros_like(w) if state is None else state
    s = alpha * s + (1 - alpha) * dw**2
    w = w - lr * dw / (np.sqrt(s) + eps)
    state = s
    return w, state
