# quizdl: pooling/implement-maxpool2d
"""No padding is ever made: windows end where the image does. In the end dx stands where x was."""

import numpy as np


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    size = kernel if isinstance(kernel, tuple) else (kernel, kernel)
    step = size if stride is None else stride if isinstance(stride, tuple) else (stride, stride)
    edge = padding if isinstance(padding, tuple) else (padding, padding)
    images = x.reshape(-1, *x.shape[2:])  # a view: all channels of all examples
    spans = [
        [(max(0, start), min(length, start + k)) for start in range(-p, length + p - k + 1, s)]
        for length, k, s, p in zip(x.shape[2:], size, step, edge, strict=True)
    ]
    y = np.zeros((len(images), *map(len, spans)))
    chosen = {}
    for i, (top, bottom) in enumerate(spans[0]):
        for j, (left, right) in enumerate(spans[1]):
            window = images[:, top:bottom, left:right]
            number = window.reshape(len(images), -1).argmax(axis=1)
            a, d = np.divmod(number, right - left)
            chosen[i, j] = (np.arange(len(images)), top + a, left + d)
            y[:, i, j] = images[chosen[i, j]]
    return y.reshape(*x.shape[:2], *y.shape[1:]), (x, chosen)


def maxpool2d_backward(dy, cache):
    x, chosen = cache
    x.fill(0)
    images, g = x.reshape(-1, *x.shape[2:]), dy.reshape(-1, *dy.shape[2:])
    for (i, j), place in chosen.items():
        images[place] += g[:, i, j]  # within one window every image appears once
    return x
