# quizdl: normalization/implement-layernorm
"""Composed of two layers, centering and RMS norm, each a closure that returns its output and its own backward."""

import numpy as np


def center(x):
    def backward(dy):
        return dy - dy.mean(axis=-1, keepdims=True)

    return x - x.mean(axis=-1, keepdims=True), backward


def divide_by_rms(x, eps):
    rms = np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)

    def backward(dy):
        return dy / rms - x * np.mean(dy * x, axis=-1, keepdims=True) / rms**3

    return x / rms, backward


def scale_and_shift(x, gamma, beta):
    def backward(dy):
        rows = tuple(range(dy.ndim - 1))
        return dy * gamma, (dy * x).sum(axis=rows), dy.sum(axis=rows)

    return x * gamma + beta, backward


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    x, back_center = center(x)
    x, back_rms = divide_by_rms(x, eps)
    x, back_affine = scale_and_shift(x, gamma, beta)

    def cache(dy):
        dx, dgamma, dbeta = back_affine(dy)
        return back_center(back_rms(dx)), dgamma, dbeta

    return x, cache


def layernorm_backward(dy, cache):
    return cache(dy)
