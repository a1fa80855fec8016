# quizdl: normalization/implement-layernorm
"""No mean at all: x - mean and the variance come from the differences of all pairs, which also suits large offsets."""

import numpy as np


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    D = x.shape[-1]
    differences = x[..., :, None] - x[..., None, :]  # [..., D, D]
    centered = differences.mean(axis=-1)  # x_i - mean = the mean of x_i - x_j over j
    var = (differences**2).sum(axis=(-2, -1)) / (2 * D * D)  # half of the mean squared difference
    std = np.sqrt(var + eps)[..., None]
    return gamma * centered / std + beta, (differences, centered, std, gamma)


def layernorm_backward(dy, cache):
    differences, centered, std, gamma = cache
    D = dy.shape[-1]
    leading = tuple(range(dy.ndim - 1))
    dgamma = np.sum(dy * centered / std, axis=leading)
    dx_hat = dy * gamma
    dcentered = dx_hat / std
    dvar = -0.5 * np.sum(dx_hat * centered, axis=-1, keepdims=True) / std**3  # [..., 1]
    ddifferences = dcentered[..., None] / D + dvar[..., None] * differences / (D * D)
    dx = ddifferences.sum(axis=-1) - ddifferences.sum(axis=-2)
    return dx, dgamma, np.sum(dy, axis=leading)
