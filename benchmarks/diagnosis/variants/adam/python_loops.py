# quizdl: optimizers/adam
"""Entry by entry with math.sqrt; the state is a list of [m, v, t] for every entry, and w comes back as nested lists."""

import math


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    old, gradients = w.ravel().tolist(), dw.ravel().tolist()
    state = state or [[0.0, 0.0, 0] for _ in old]
    new = []
    for value, g, memory in zip(old, gradients, state, strict=True):
        memory[0] = beta1 * memory[0] + (1 - beta1) * g
        memory[1] = beta2 * memory[1] + (1 - beta2) * g * g
        memory[2] += 1
        m_hat = memory[0] / (1 - beta1 ** memory[2])
        v_hat = memory[1] / (1 - beta2 ** memory[2])
        new.append(value - lr * m_hat / (math.sqrt(v_hat) + eps))
    return nested(new, w.shape), state


def nested(flat, shape):
    """A flat list as lists of lists of this shape."""
    if len(shape) < 2:
        return flat if shape else flat[0]
    size = len(flat) // shape[0]
    return [nested(flat[k * size : (k + 1) * size], shape[1:]) for k in range(shape[0])]
