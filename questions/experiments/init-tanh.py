"""Signals and gradients in deep tanh nets with weights of various scales, before any training."""

import numpy as np
from dense import dense_backward, dense_forward
from initialization import xavier_normal
from tanh import tanh_backward, tanh_forward

DEPTH, WIDTH, EXAMPLES, NETS = 10, 64, 32, 9
LEAST = 1e-9


def measure(x, rng):
    """x: factor on the weights of Glorot's rule. Medians of some nets, not below LEAST."""
    found = np.median([one_net(x, rng) for _ in range(NETS)], axis=0)
    names = "activations", "unsaturated", "gradient", "first_to_last"
    return dict(zip(names, np.maximum(found, LEAST), strict=True))


def one_net(scale, rng):
    """How a signal and a gradient change on their way through one net, in the order of the curves."""
    h = x = rng.normal(size=(EXAMPLES, WIDTH))
    dx = dy = rng.normal(size=(EXAMPLES, WIDTH))
    caches, unsaturated, dw_sizes = [], [], []
    for _ in range(DEPTH):
        w = scale * xavier_normal((WIDTH, WIDTH), rng=rng)
        z, dense_cache = dense_forward(h, w, np.zeros(WIDTH))
        h, tanh_cache = tanh_forward(z)
        caches.append((dense_cache, tanh_cache))
        unsaturated.append(np.mean(np.abs(h) < 0.99))
    for dense_cache, tanh_cache in reversed(caches):
        dx, dw, _ = dense_backward(tanh_backward(dx, tanh_cache), dense_cache)
        dw_sizes.append(size(dw))  # of the last layer first
    first_to_last = dw_sizes[-1] / max(dw_sizes[0], LEAST)
    return size(h) / size(x), np.mean(unsaturated), size(dx) / size(dy), first_to_last


def size(values):
    """Root mean square."""
    return np.sqrt(np.mean(values**2))
