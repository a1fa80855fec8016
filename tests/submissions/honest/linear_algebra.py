# uses: np.linalg: norms, multi_dot, a projection in the place of means, einsum
# quizdl: honest/norm
import numpy as np
from numpy import linalg


def centering(size):
    return np.eye(size) - np.ones((size, size)) / size


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    size = x.shape[-1]
    centered = x @ centering(size)
    std = np.sqrt(linalg.norm(centered, axis=-1, keepdims=True) ** 2 / size + eps)
    x_hat = centered / std
    return np.einsum("...d,d->...d", x_hat, gamma) + beta, (x_hat, np.diag(gamma), std)


def layernorm_backward(dy, cache):
    x_hat, scale, std = cache
    flat, hats = dy.reshape(-1, dy.shape[-1]), x_hat.reshape(-1, dy.shape[-1])
    rows = []
    for g, hat, s in zip(flat, hats, std.ravel()):
        jacobian = (centering(len(g)) - np.outer(hat, hat) / len(g)) / s
        rows.append(linalg.multi_dot([g[None], scale, jacobian])[0])
    assert linalg.matrix_rank(scale) == len(scale)
    return np.reshape(rows, dy.shape), np.diag(flat.T @ hats), flat.sum(axis=0)
