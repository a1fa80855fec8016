"""Adam: a running mean of the gradients, divided by the root of a running mean of their squares.

    m = beta1 * m + (1 - beta1) * dw          m = v = 0 and t = 0 before the first step
    v = beta2 * v + (1 - beta2) * dw^2
    t = t + 1
    m_hat = m / (1 - beta1^t)                 both begin at 0, hence too small: the correction makes up for it
    v_hat = v / (1 - beta2^t)
    w = w - lr * m_hat / (sqrt(v_hat) + eps)

Axes: none; w, dw, m and v have any shape, every entry is on its own; t counts the steps.
Conventions: those of PyTorch. eps stands outside the root and is added after the correction. (The paper's section 2
    also names a cheaper form in which eps is added to sqrt(v) before the correction; its algorithm 1 is this one.)
    The uncorrected m and v are what is stored.
Source: Kingma & Ba 2015, algorithm 1.
"""

import numpy as np


def inputs(rng, D, M):
    """Random arguments of a first step: w and dw [D, M], state None."""
    return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Update the weights w by one step.

    w: any shape. dw: the gradient, shape of w. state: what the step before returned, None at the first step.
    lr: > 0, about the length of a step. beta1, beta2: weights of the old means, 0 to below 1. eps: > 0.
    Returns the new w and the new state (m, v, t).

    >>> w, (m, v, t) = adam_step(np.array([1.0]), np.array([-4.0]), None, lr=0.25, beta1=0.5, beta2=0.75, eps=0.0)
    >>> m.tolist(), v.tolist(), t                   # 0.5 * -4 and 0.25 * 16, not corrected
    ([-2.0], [4.0], 1)
    >>> w.tolist()                                  # 1 - 0.25 * -4 / sqrt(16): a first step has the length lr
    [1.25]
    """
    m, v, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * dw**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    state = m, v, t
    return w, state
