# quizdl: normalization/implement-layernorm
"""float32, features in front (the transpose of batch norm), and sums into arrays that exist already."""

import numpy as np


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    work = np.array(x.T, dtype=np.float32, order="C")  # [D, ..., N]
    wide = (slice(None), *[None] * (x.ndim - 1))
    scale, shift = gamma.astype(np.float32), beta.astype(np.float32)
    work -= work.mean(axis=0)
    std = np.sqrt(np.square(work).mean(axis=0) + np.float32(eps))
    np.divide(work, std, out=work)
    y = np.multiply(work, scale[wide])
    np.add(y, shift[wide], out=y)
    return y.T, (work, scale[wide], std)


def layernorm_backward(dy, cache):
    x_hat, scale, std = cache
    g = dy.T.astype(np.float32)
    rest = tuple(range(1, g.ndim))
    dgamma, dbeta = np.sum(g * x_hat, axis=rest), np.sum(g, axis=rest)
    g *= scale
    projection = np.mean(g * x_hat, axis=0)
    g -= g.mean(axis=0)
    x_hat *= projection
    g -= x_hat
    g /= std
    return g.T, dgamma, dbeta
