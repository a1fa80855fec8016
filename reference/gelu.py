"""GELU: every input is multiplied by the probability that a standard normal number lies below it.

    y   = x * Phi(x)
    Phi = (1 + erf(x / sqrt(2))) / 2                                exact
    Phi = (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2         approximate, y is off by at most 5e-4

Axes: x has any shape; every entry stands for itself.
Conventions: those of PyTorch, whose approximate="tanh" is our approximate=True. Each form has a derivative of its own:
    the forward of one does not go with the backward of the other. x * sigmoid(1.702 x) is a third form, coarser.
    NumPy has no erf: math.erf is called for one entry after the other, which is slow and takes no complex numbers.
Source: Hendrycks & Gimpel 2016, section 2.
"""

import math

import numpy as np


def inputs(rng, N, D):
    """Random arguments of the forward: x [N, D]."""
    return {"x": 1.5 * rng.standard_normal((N, D))}


def gelu_forward(x, *, approximate=False):
    """Multiply every entry of x by the standard normal distribution function at x.

    x: any shape. approximate: False uses erf, True the tanh form.
    Returns y (the shape of x) and the cache.

    >>> y, _ = gelu_forward(np.array([0.0, 1.0, -1.0]))
    >>> y.round(4).tolist()                         # 68.27 % lie within 1 standard deviation: Phi(1) = 0.8413
    [0.0, 0.8413, -0.1587]
    """
    cdf = normal_cdf(x, approximate)
    y = x * cdf
    cache = x, cdf, approximate
    return y, cache


def gelu_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    The product rule: x stands before Phi and inside it.
    Returns dx (the shape of x).
    """
    x, cdf, approximate = cache
    dx = dy * (cdf + x * cdf_derivative(x, approximate))
    return dx


def normal_cdf(x, approximate):
    """Phi: the probability of a standard normal number below x, between 0 and 1."""
    if approximate:
        return 0.5 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)))
    return 0.5 * (1 + erf(x / math.sqrt(2)))


def cdf_derivative(x, approximate):
    """Derivative of normal_cdf; for the exact form this is the standard normal density."""
    if approximate:
        t = np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x))
        return 0.5 * (1 - t**2) * math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x**2)
    return np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


def erf(z):
    """The error function of every entry of z, in the shape and the dtype of z."""
    values = [math.erf(value) for value in z.ravel().tolist()]
    return np.array(values, dtype=z.dtype).reshape(z.shape)
