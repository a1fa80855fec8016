"""Signals and gradients in ReLU nets of various depths, before any training."""

import numpy as np
from dense import dense_backward, dense_forward
from initialization import he_normal, lecun_normal
from relu import relu_backward, relu_forward

WIDTH, EXAMPLES, NETS = 64, 32, 9


def measure(x, rng):
    """x: number of layers. Medians of some nets; all rules get the same random numbers."""
    states = rng.integers(2**32, size=NETS)
    lecun, he, double = (
        np.median([one_net(x, initializer, np.random.default_rng(state)) for state in states], axis=0)
        for initializer in (lecun_normal, he_normal, twice_he_normal)
    )
    return {
        "lecun": lecun[0],
        "he": he[0],
        "double": double[0],
        "lecun_gradient": lecun[1],
        "he_gradient": he[1],
        "first_to_last": lecun[2],
    }


def twice_he_normal(shape, *, rng):
    """Twice the weights of He's rule."""
    return 2 * he_normal(shape, rng=rng)


def one_net(depth, initializer, rng):
    """How sizes change on the way through one net."""
    h = x = rng.normal(size=(EXAMPLES, WIDTH))
    dx = dy = rng.normal(size=(EXAMPLES, WIDTH))
    caches, dw_sizes = [], []
    for _ in range(depth):
        z, dense_cache = dense_forward(h, initializer((WIDTH, WIDTH), rng=rng), np.zeros(WIDTH))
        h, relu_cache = relu_forward(z)
        caches.append((dense_cache, relu_cache))
    for dense_cache, relu_cache in reversed(caches):
        dx, dw, _ = dense_backward(relu_backward(dx, relu_cache), dense_cache)
        dw_sizes.append(size(dw))
    return size(h) / size(x), size(dx) / size(dy), dw_sizes[-1] / dw_sizes[0]


def size(values):
    """Root mean square."""
    return np.sqrt(np.mean(values**2))
