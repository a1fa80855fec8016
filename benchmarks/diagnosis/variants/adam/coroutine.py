# quizdl: optimizers/adam
"""The state is a generator that is sent gradients and yields steps; m and v live in its local variables."""

import itertools

import numpy as np


def moments(beta1, beta2):
    """Yields the corrected means for every gradient that is sent."""
    m = v = 0.0
    dw = yield
    for t in itertools.count(1):
        m, v = np.add(beta1 * m, (1 - beta1) * dw), np.add(beta2 * v, (1 - beta2) * np.abs(dw) ** 2)
        dw = yield m / (1 - beta1**t), v / (1 - beta2**t)


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        state = moments(beta1, beta2)
        next(state)
    m_hat, v_hat = state.send(dw)
    return w - np.divide(lr * m_hat, v_hat**0.5 + eps), state
