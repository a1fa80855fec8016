"""Batch normalization, faster: the interface and the results of reference/batchnorm.py.

1. NumPy is slow at broadcasting along a short axis. So the examples are laid out in wide rows of up to 8,192 numbers
   and the value of each feature is repeated along such a row: every operation is one of long arrays.
2. Sums over examples are products with a vector of ones (BLAS) or einsum, without an array of squares.
3. Forward and backward allocate one large array each, the result, and center, scale and shift it in place. The
   cache holds x itself.
The variance is still that of the centered x: the difference of two means of squares loses its digits.
"""

import math

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    """Normalize x [N, D] or [N, D, H, W] by the statistics of the minibatch (training) or by the running ones.

    Returns y (the shape of x), the new running_mean and running_var [D], and the cache.

    >>> x, one, zero = np.array([[1.0], [3.0], [8.0]]), np.ones(1), np.zeros(1)
    >>> y, mean, var, _ = batchnorm_forward(x, one, zero, zero, one, training=True, eps=1.0)
    >>> y.ravel().round(3).tolist(), mean.tolist(), var.tolist()        # as in reference/batchnorm.py
    ([-0.965, -0.322, 1.287], [0.4], [2.2])
    """
    rows = in_wide_rows(x)  # [R, K]
    n = x.size // x.shape[1]
    mean = of_features(sum_of_rows(rows), x) / n if training else running_mean  # [D]
    y = rows - along_a_row(mean, x)  # [R, K]
    var = running_var
    if training:
        total = of_features(np.einsum("rk,rk->k", y, y), x)  # [D]
        var = total / n
        running_mean = (1 - momentum) * running_mean + momentum * mean
        if n > 1:
            running_var = (1 - momentum) * running_var + momentum * total / (n - 1)
    std = np.sqrt(var + eps)
    y *= along_a_row(gamma / std, x)
    y += along_a_row(beta, x)
    y = y.reshape(x.shape)
    cache = rows, gamma, mean, std, training
    return y, running_mean, running_var, cache


def batchnorm_backward(dy, cache):
    """Gradients dx (the shape of x), dgamma [D], dbeta [D] from dy (the shape of x)."""
    x_rows, gamma, mean, std, training = cache
    rows = in_wide_rows(dy)  # [R, K]
    n = dy.size // dy.shape[1]
    dx = x_rows - along_a_row(mean, dy)  # [R, K]; only centered so far
    dgamma = of_features(np.einsum("rk,rk->k", rows, dx), dy) / std  # [D]
    dbeta = of_features(sum_of_rows(rows), dy)  # [D]
    if training:
        dx *= along_a_row(-dgamma / (n * std), dy)  # through the variance
        dx -= along_a_row(dbeta / n, dy)  # through the mean
        dx += rows
        dx *= along_a_row(gamma / std, dy)
    else:
        dx = rows * along_a_row(gamma / std, dy)
    dx = dx.reshape(dy.shape)
    return dx, dgamma, dbeta


def examples_per_row(x):
    """How many examples make up a wide row: a power of 2 that divides N, for rows of up to 8,192 numbers."""
    fit = max(1, 8192 * x.shape[0] // x.size)
    return math.gcd(x.shape[0], 1 << (fit.bit_length() - 1))


def in_wide_rows(x):
    """View x [N, D, ...] as [R, K], several examples per row."""
    return x.reshape(x.shape[0] // examples_per_row(x), -1)


def along_a_row(values, x):
    """Repeat values [D] for every position and every example of a wide row: [K]."""
    positions = x.size // (x.shape[0] * x.shape[1])
    return np.tile(np.repeat(values, positions), examples_per_row(x))


def of_features(sums, x):
    """Add up sums [K], one per entry of a wide row, by feature: [D]."""
    return sums.reshape(examples_per_row(x), x.shape[1], -1).sum(axis=(0, 2))


def sum_of_rows(rows):
    """Sum of rows [R, K] over its first axis: [K]."""
    return np.ones(rows.shape[0], dtype=rows.dtype) @ rows
