# quizdl: batchnorm/implement
"""Nine small steps forward and the same nine backward, as on the computation graph of CS231n; rows are pixels."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    rows = to_rows(x)
    N = rows.shape[0]
    if not training:
        std = np.sqrt(running_var + eps)
        x_hat = (rows - running_mean) / std
        return to_images(gamma * x_hat + beta, x.shape), running_mean, running_var, ("test", x_hat, gamma, std)
    # 1 mean, 2 center, 3 square, 4 variance, 5 root, 6 invert, 7 normalize, 8 scale, 9 shift
    mu = np.sum(rows, axis=0) / N
    xmu = rows - mu
    sq = xmu**2
    var = np.sum(sq, axis=0) / N
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    gammax = gamma * xhat
    out = gammax + beta
    new_mean = momentum * mu + (1 - momentum) * running_mean
    new_var = running_var.copy()
    if N > 1:
        new_var = momentum * var * N / (N - 1) + (1 - momentum) * running_var
    return to_images(out, x.shape), new_mean, new_var, ("train", xhat, gamma, xmu, ivar, sqrtvar)


def batchnorm_backward(dy, cache):
    mode, *saved = cache
    dout = to_rows(dy)
    N = dout.shape[0]
    dbeta = np.sum(dout, axis=0)  # 9
    if mode == "test":
        xhat, gamma, std = saved
        return to_images(dout * gamma / std, dy.shape), np.sum(dout * xhat, axis=0), dbeta
    xhat, gamma, xmu, ivar, sqrtvar = saved
    dgammax = dout
    dgamma = np.sum(dgammax * xhat, axis=0)  # 8
    dxhat = dgammax * gamma
    divar = np.sum(dxhat * xmu, axis=0)  # 7
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (sqrtvar**2) * divar  # 6
    dvar = 0.5 / sqrtvar * dsqrtvar  # 5
    dsq = np.ones_like(dout) / N * dvar  # 4
    dxmu2 = 2 * xmu * dsq  # 3
    dx1 = dxmu1 + dxmu2  # 2
    dmu = -1 * np.sum(dxmu1 + dxmu2, axis=0)
    dx2 = np.ones_like(dout) / N * dmu  # 1
    return to_images(dx1 + dx2, dy.shape), dgamma, dbeta


def to_rows(x):
    """(N, D, H, W) as (N*H*W, D); (N, D) as it is."""
    return np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])


def to_images(rows, shape):
    """Undo to_rows."""
    return np.moveaxis(rows.reshape(shape[0], *shape[2:], shape[1]), -1, 1)
