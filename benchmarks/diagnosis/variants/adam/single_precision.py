# quizdl: optimizers/adam
"""float32 weights, gradients and moments, the moments in one array; powers of beta in double precision."""

import numpy as np


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    w, dw = np.float32(w), np.float32(dw)
    moments, t = (np.zeros((2, *w.shape), np.float32), 0) if state is None else state
    t += 1
    betas = np.array([beta1, beta2])
    column = betas.reshape(2, *[1] * w.ndim).astype(np.float32)
    moments = column * moments + (1 - column) * np.stack([dw, dw * dw])
    m_hat, v_hat = (moment / np.float32(1 - beta**t) for moment, beta in zip(moments, betas, strict=True))
    return w - np.float32(lr) * m_hat / (np.sqrt(v_hat) + np.float32(eps)), (moments, t)
