# quizdl: normalization/implement-layernorm
"""One step after the other, and back through the same steps with every intermediate gradient spelled out."""

import numpy as np


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    D = x.shape[-1]
    total = x.sum(-1, keepdims=True)
    mean = total / D
    centered = x - mean
    squares = centered * centered
    var = squares.sum(-1, keepdims=True) / D
    shifted = var + eps
    std = np.sqrt(shifted)
    inverse = 1 / std
    x_hat = centered * inverse
    scaled = x_hat * gamma
    y = scaled + beta
    return y, (centered, std, inverse, x_hat, gamma)


def layernorm_backward(dy, cache):
    centered, std, inverse, x_hat, gamma = cache
    D = dy.shape[-1]
    dscaled, dbeta = dy, dy.reshape(-1, D).sum(0)
    dx_hat, dgamma = dscaled * gamma, (dscaled * x_hat).reshape(-1, D).sum(0)
    dcentered = dx_hat * inverse
    dinverse = (dx_hat * centered).sum(-1, keepdims=True)
    dstd = -dinverse / (std * std)
    dshifted = dstd / (2 * std)
    dvar = dshifted
    dsquares = np.repeat(dvar / D, D, axis=-1)
    dcentered += 2 * centered * dsquares
    dx = dcentered.copy()
    dmean = -dcentered.sum(-1, keepdims=True)
    dtotal = dmean / D
    dx += np.repeat(dtotal, D, axis=-1)
    return dx, dgamma, dbeta
