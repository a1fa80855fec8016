# quizdl: optimizers/adam
"""No running means: the state is the list of all gradients so far, and m and v are weighted sums over it."""

import numpy as np


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    history = [*(state or []), dw.copy()]
    gradients = np.array(history)
    ages = np.arange(len(history))[::-1]

    def corrected(values, beta):
        """The mean with weights beta^age, which add up to (1 - beta^t) / (1 - beta)."""
        return np.average(values, axis=0, weights=beta**ages)

    step = corrected(gradients, beta1) / (np.sqrt(corrected(gradients**2, beta2)) + eps)
    return w - lr * step, history
