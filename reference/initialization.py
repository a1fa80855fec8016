"""Initialization: draw weights whose variance keeps signals at one size from layer to layer.

    LeCun             variance = 1 / fan_in                       linear units (and SELU)
    Xavier (Glorot)   variance = gain^2 * 2 / (fan_in + fan_out)  tanh: a compromise between both directions
    He (Kaiming)      variance = 2 / fan_in                       ReLU: half of the units are 0
    normal: std = sqrt(variance)        uniform: from -bound to bound, bound = sqrt(3 * variance)
    orthogonal: a random rotation, times gain: keeps lengths instead of variances

Axes: a shape is (in, out) for a dense weight and (F, C, kh, kw) for F filters over C channels.
Conventions: every initializer is called with a shape and a NumPy Generator `rng` and returns the weights, float64.
    PyTorch's dense weights are (out, in): its fans are ours of the transpose. Its Linear starts with none of these
    by default (variance 1 / (3 fan_in)). Keras draws the normal forms from a truncated normal.
Source: LeCun, Bottou, Orr & Mueller 1998, section 4.6; Glorot & Bengio 2010, section 4.2; He et al. 2015, section 2.2;
    Saxe, McClelland & Ganguli 2014 (orthogonal).
"""

import math

import numpy as np


def inputs(rng, D, M, kh=None, kw=None):  # noqa: ARG001  all `inputs` are called alike
    """The argument of every initializer: shape (D, M), or (D, M, kh, kw) if kh and kw are given."""
    return {"shape": (D, M) if kh is None else (D, M, kh, kw)}


def fans(shape):
    """How many inputs feed one output unit, and how many output units one input feeds.

    >>> fans((300, 100)), fans((64, 3, 5, 5))       # 3 * 5 * 5 and 64 * 5 * 5
    ((300, 100), (75, 1600))
    """
    if len(shape) == 2:
        fan_in, fan_out = shape
    else:
        area = math.prod(shape[2:])
        fan_in = shape[1] * area
        fan_out = shape[0] * area
    return fan_in, fan_out


def constant(shape, *, rng=None, value=0.0):  # noqa: ARG001  the docstring says why
    """The same value everywhere. rng is not used: it is here so that all initializers are called alike.

    >>> constant((1, 3), value=0.5).tolist()
    [[0.5, 0.5, 0.5]]
    """
    w = np.full(shape, value)
    return w


def normal(shape, *, rng, mean=0.0, std=1.0):
    """Independent draws from a normal distribution with this mean and standard deviation (std >= 0)."""
    w = mean + std * rng.standard_normal(shape)
    return w


def uniform(shape, *, rng, low=0.0, high=1.0):
    """Independent draws from the uniform distribution between low and high."""
    w = rng.uniform(low, high, shape)
    return w


def lecun_normal(shape, *, rng):
    """Normal with variance 1 / fan_in."""
    w = normal_of_variance(shape, lecun_variance(shape), rng)
    return w


def lecun_uniform(shape, *, rng):
    """Uniform with variance 1 / fan_in: the bound is sqrt(3 / fan_in)."""
    w = uniform_of_variance(shape, lecun_variance(shape), rng)
    return w


def xavier_normal(shape, *, rng, gain=1.0):
    """Normal with variance gain^2 * 2 / (fan_in + fan_out); also called Glorot normal."""
    w = normal_of_variance(shape, xavier_variance(shape, gain), rng)
    return w


def xavier_uniform(shape, *, rng, gain=1.0):
    """Uniform between -gain * sqrt(6 / (fan_in + fan_out)) and its opposite; also called Glorot uniform."""
    w = uniform_of_variance(shape, xavier_variance(shape, gain), rng)
    return w


def he_normal(shape, *, rng, negative_slope=0.0):
    """Normal with variance 2 / fan_in, for ReLU; negative_slope is that of a leaky ReLU. Also called Kaiming normal."""
    w = normal_of_variance(shape, he_variance(shape, negative_slope), rng)
    return w


def he_uniform(shape, *, rng, negative_slope=0.0):
    """Uniform with variance 2 / fan_in, for ReLU: the bound is sqrt(6 / fan_in). Also called Kaiming uniform."""
    w = uniform_of_variance(shape, he_variance(shape, negative_slope), rng)
    return w


def orthogonal(shape, *, rng, gain=1.0):
    """A uniformly drawn matrix with orthonormal columns, or rows if it is wider than high, times gain.

    Filters (F, C, kh, kw) are taken as a matrix [F, C * kh * kw].

    >>> w = orthogonal((3, 2), rng=np.random.default_rng(0), gain=2.0)
    >>> (w.T @ w).round(12).astype(int).tolist()    # gain^2 * identity
    [[4, 0], [0, 4]]
    """
    rows, columns = shape[0], math.prod(shape[1:])
    tall = rng.standard_normal((max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q = q * np.sign(np.diag(r))  # QR leaves the signs to the library; these make every rotation equally likely
    q = q if rows >= columns else q.T
    w = gain * q.reshape(shape)
    return w


def lecun_variance(shape):
    """What keeps the variance of the outputs of a linear unit at that of its inputs."""
    fan_in, _ = fans(shape)
    variance = 1 / fan_in
    return variance


def xavier_variance(shape, gain):
    """One over the mean of both fans: 1 / fan_in would suit the forward pass, 1 / fan_out the backward pass."""
    fan_in, fan_out = fans(shape)
    variance = gain**2 * 2 / (fan_in + fan_out)
    return variance


def he_variance(shape, negative_slope):
    """Twice LeCun's, because ReLU sets half of the second moment to 0."""
    fan_in, _ = fans(shape)
    variance = 2 / ((1 + negative_slope**2) * fan_in)
    return variance


def normal_of_variance(shape, variance, rng):
    """Normal draws with mean 0."""
    std = math.sqrt(variance)
    w = std * rng.standard_normal(shape)
    return w


def uniform_of_variance(shape, variance, rng):
    """Uniform draws with mean 0: between -bound and bound the variance is bound^2 / 3."""
    bound = math.sqrt(3 * variance)
    w = rng.uniform(-bound, bound, shape)
    return w
