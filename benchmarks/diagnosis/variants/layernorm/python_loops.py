# quizdl: normalization/implement-layernorm
"""Plain Python row by row, recursive over the leading axes, with lists as results."""

from math import fsum, sqrt


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    gamma, beta = gamma.tolist(), beta.tolist()
    saved = []

    def row(values):
        mean = fsum(values) / len(values)
        root = sqrt(fsum((value - mean) ** 2 for value in values) / len(values) + eps)
        saved.append(([(value - mean) / root for value in values], root))
        return [g * h + b for g, h, b in zip(gamma, saved[-1][0], beta, strict=True)]

    return over_rows(row, x.tolist()), (gamma, saved)


def layernorm_backward(dy, cache):
    gamma, saved = cache
    dgamma, dbeta = [0.0] * len(gamma), [0.0] * len(gamma)
    rows = iter(saved)

    def row(gradients):
        x_hat, root = next(rows)
        for j, (g, h) in enumerate(zip(gradients, x_hat, strict=True)):
            dgamma[j] += g * h
            dbeta[j] += g
        dx_hat = [g * scale for g, scale in zip(gradients, gamma, strict=True)]
        a = fsum(dx_hat) / len(dx_hat)
        b = fsum(d * h for d, h in zip(dx_hat, x_hat, strict=True)) / len(dx_hat)
        return [(d - a - h * b) / root for d, h in zip(dx_hat, x_hat, strict=True)]

    return over_rows(row, dy.tolist()), dgamma, dbeta


def over_rows(function, nested):
    """Apply a function to every innermost list, in order."""
    if isinstance(nested[0], list):
        return [over_rows(function, inner) for inner in nested]
    return function(nested)
