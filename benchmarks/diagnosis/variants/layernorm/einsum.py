# quizdl: normalization/implement-layernorm
"""Closed form with einsum: an ellipsis of leading axes where they stay, flattened rows where they are summed over."""

import numpy as np


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    D = x.shape[-1]
    centered = x - np.einsum("...d->...", x)[..., None] / D
    rate = 1 / np.sqrt(np.einsum("...d,...d->...", centered, centered) / D + eps)
    x_hat = np.einsum("...d,...->...d", centered, rate)
    return np.einsum("d,...d->...d", gamma, x_hat) + beta, {"x_hat": x_hat, "gamma": gamma, "rate": rate}


def layernorm_backward(dy, cache):
    x_hat, gamma, rate = cache["x_hat"], cache["gamma"], cache["rate"]
    D = len(gamma)
    rows = dy.reshape(-1, D)
    dgamma = np.einsum("rd,rd->d", rows, x_hat.reshape(-1, D))
    dbeta = np.einsum("rd->d", rows)
    dx = np.einsum("...d,d,...->...d", dy, gamma, rate)
    dx -= np.einsum("...d,d,...->...", dy, gamma, rate)[..., None] / D
    dx -= np.einsum("...e,e,...e,...,...d->...d", dy, gamma, x_hat, rate, x_hat) / D
    return dx, dgamma, dbeta
