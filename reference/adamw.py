"""AdamW: Adam with weight decay beside the gradient instead of inside it.

    w = w - lr * weight_decay * w             the decay sees the weight only
    m = beta1 * m + (1 - beta1) * dw          m = v = 0 and t = 0 before the first step
    v = beta2 * v + (1 - beta2) * dw^2
    t = t + 1
    w = w - lr * m_hat / (sqrt(v_hat) + eps)  m_hat = m / (1 - beta1^t), v_hat = v / (1 - beta2^t)

An L2 penalty would send weight_decay * w through m and v, where it is divided by the size of the gradients: weights
with large gradients would hardly decay.

Axes: none; w, dw, m and v have any shape, every entry is on its own; t counts the steps.
Conventions: those of PyTorch. The decay is multiplied by lr and comes before the step of Adam. (The paper's algorithm 2
    multiplies it by the schedule's factor only, not by lr.) eps stands outside the root.
Source: Loshchilov & Hutter 2019, algorithm 2; Kingma & Ba 2015, algorithm 1.
"""

import numpy as np


def inputs(rng, D, M):
    """Random arguments of a first step: w and dw [D, M], state None."""
    return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


def adamw_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-2):
    """Update the weights w by one step.

    w: any shape. dw: the gradient, shape of w. state: what the step before returned, None at the first step.
    lr: > 0, about the length of a step. beta1, beta2: weights of the old means, 0 to below 1. eps: > 0.
    weight_decay: >= 0; a step takes the share lr * weight_decay off every weight.
    Returns the new w and the new state (m, v, t).

    >>> options = {"lr": 0.25, "beta1": 0.5, "beta2": 0.75, "eps": 0.0, "weight_decay": 0.5}
    >>> w, _ = adamw_step(np.array([2.0]), np.array([-4.0]), None, **options)
    >>> w.tolist()                                  # 2 - 0.25 * 0.5 * 2, then + 0.25 as in Adam
    [2.0]
    """
    m, v, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    w = w - lr * weight_decay * w
    t = t + 1
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * dw**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    state = m, v, t
    return w, state
