# quizdl: normalization/implement-layernorm
"""Centering is a matrix C = I - 1/D, and every row has its own Jacobian, which the backward multiplies with."""

import numpy as np


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    D = x.shape[-1]
    C = np.identity(D) - np.full((D, D), 1 / D)
    means = x.reshape(-1, D).mean(axis=1)
    rows = (x.reshape(-1, D) - means[:, None]) @ C  # C changes nothing more than rounding: it is a projection
    stds = np.sqrt((rows * rows) @ np.full(D, 1 / D) + eps)
    jacobians = [C / s - np.outer(r, r) / (D * s**3) for r, s in zip(rows, stds, strict=True)]
    x_hat = rows / stds[:, None]
    return (x_hat @ np.diag(gamma) + beta).reshape(x.shape), (np.array(jacobians), x_hat, gamma)


def layernorm_backward(dy, cache):
    jacobians, x_hat, gamma = cache
    rows = dy.reshape(x_hat.shape)
    dx = np.array([jacobian @ (gamma * row) for jacobian, row in zip(jacobians, rows, strict=True)])
    return dx.reshape(dy.shape), np.sum(rows * x_hat, axis=0), np.ones(len(rows)) @ rows
