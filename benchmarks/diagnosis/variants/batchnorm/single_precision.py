# quizdl: batchnorm/implement
"""float32 from the first line to the last, and the textbook's dx = gamma / (n std) (n dy - sum(dy) - x_hat dgamma)."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    x, gamma, beta, running_mean, running_var = (
        np.asarray(array, dtype=np.float32) for array in (x, gamma, beta, running_mean, running_var)
    )
    axes = (0,) if x.ndim == 2 else (0, 2, 3)
    view = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)
    n = x.size // x.shape[1]
    if training:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        if n > 1:
            running_var = (1 - momentum) * running_var + momentum * var * (n / (n - 1))
    else:
        mean, var = running_mean, running_var
    istd = np.float32(1) / np.sqrt(var + np.float32(eps))
    x_hat = (x - mean.reshape(view)) * istd.reshape(view)
    y = gamma.reshape(view) * x_hat + beta.reshape(view)
    return y, running_mean, running_var, (x_hat, (gamma * istd).reshape(view), axes, view, n, training)


def batchnorm_backward(dy, cache):
    x_hat, scale, axes, view, n, training = cache
    dy = dy.astype(np.float32)
    dgamma, dbeta = (dy * x_hat).sum(axis=axes), dy.sum(axis=axes)
    if not training:
        return scale * dy, dgamma, dbeta
    dx = scale / np.float32(n) * (n * dy - dbeta.reshape(view) - x_hat * dgamma.reshape(view))
    return dx, dgamma, dbeta
