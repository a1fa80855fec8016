# quizdl: batchnorm/implement
"""`from numpy import *`, and no new arrays: x becomes x_hat, dy becomes dx, both where they are."""
# ruff: noqa: F403, F405

from numpy import *


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    first = x.swapaxes(0, 1)  # a view with the feature in front; what is written to it is written to x
    inner = tuple(range(1, x.ndim))
    wide = (slice(None),) + (None,) * len(inner)
    n = x.size // x.shape[1]
    if training:
        average = mean(first, axis=inner)
        first -= average[wide]
        total = sum(square(first), axis=inner)
        variance = total / n
        running_mean = average * momentum + running_mean * (1 - momentum)
        if n > 1:
            running_var = total * momentum / (n - 1) + running_var * (1 - momentum)
    else:
        first -= running_mean[wide]
        variance = running_var
    root = sqrt(variance + eps)
    first /= root[wide]
    y = (first * gamma[wide] + beta[wide]).swapaxes(0, 1)
    return y, running_mean, running_var, [x, gamma.copy(), root, training]


def batchnorm_backward(dy, cache):
    x_hat, gamma, root, training = cache
    g, h = dy.swapaxes(0, 1), x_hat.swapaxes(0, 1)
    inner = tuple(range(1, dy.ndim))
    wide = (slice(None),) + (None,) * len(inner)
    dgamma, dbeta = sum(g * h, axis=inner), sum(g, axis=inner)
    if training:
        n = g[0].size
        h *= (dgamma / n)[wide]
        g -= (dbeta / n)[wide]
        g -= h
    g *= (gamma / root)[wide]
    return dy, dgamma, dbeta
