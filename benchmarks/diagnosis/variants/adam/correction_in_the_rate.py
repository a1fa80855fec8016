# quizdl: optimizers/adam
"""Both corrections go into the rate, lr sqrt(1 - beta2^t) / (1 - beta1^t), and eps is multiplied to make up for it."""

import numpy as np


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    m, v, power1, power2 = (0.0, 0.0, 1.0, 1.0) if state is None else state
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * dw * dw
    power1, power2 = power1 * beta1, power2 * beta2
    root = np.sqrt(1 - power2)
    # m / (1 - power1) / (sqrt(v) / root + eps) with numerator and denominator times root
    return w - lr * root / (1 - power1) * m / (np.sqrt(v) + eps * root), (m, v, power1, power2)
