# quizdl: optimizers/adam
"""The state holds the corrected means: their recursion has a rate that depends on t, (1 - beta) / (1 - beta^t)."""

import numpy as np


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        state = {"step": 0, "first": np.zeros_like(dw), "second": np.zeros_like(dw)}
    t = state["step"] + 1
    rate1, rate2 = (1 - beta1) / (1 - beta1**t), (1 - beta2) / (1 - beta2**t)
    first = state["first"] + rate1 * (dw - state["first"])
    second = state["second"] + rate2 * (np.square(dw) - state["second"])
    return w - lr * first / (np.sqrt(second) + eps), {"step": t, "first": first, "second": second}
