# uses: masked arrays, matrices and structured arrays inside, plain ones outside
# quizdl: honest/norm
import numpy as np

Row = np.dtype([("mean", float), ("std", float)])


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    masked = np.ma.masked_invalid(x)
    table = np.zeros(x.shape[:-1], Row).view(np.recarray)
    table["mean"] = masked.mean(axis=-1).filled(0)
    table["std"] = np.sqrt(masked.var(axis=-1).filled(0) + eps)
    x_hat = (masked - table["mean"][..., None]).filled(np.nan) / table["std"][..., None]
    return (gamma * x_hat + beta), (x_hat, np.asmatrix(gamma), table)


def layernorm_backward(dy, cache):
    x_hat, gamma, table = cache
    g = np.multiply(dy, gamma.A1)
    dx = (g - g.mean(-1, keepdims=True) - x_hat * (g * x_hat).mean(-1, keepdims=True)) / table["std"][..., None]
    axes = tuple(range(dy.ndim - 1))
    return dx, np.asarray((dy * x_hat).sum(axes)), dy.sum(axes)
