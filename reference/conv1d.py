"""1-D convolution: short filters slide along a signal, and each position yields one weighted sum per filter.

    y[n, f, i] = b[f] + sum of w[f, c, u] * x_padded[n, c, i * stride + u * dilation]
    OL         = (L + 2 * padding - dilation * (k - 1) - 1) // stride + 1

Axes: x is [N, C, L], channels before time; w is [F, C/G, k], one filter per output channel; b is [F]; y is [N, F, OL].
    Group g of the G groups maps the g-th block of C/G input channels to the g-th block of F/G output channels.
Conventions: those of PyTorch. The kernel is not flipped (signal processing calls this cross-correlation).
    Zeros are padded at both ends, so that outputs see later inputs too; a causal layer pads the start alone.
    dilation is the step between kernel elements, 1 means adjacent ones. Keras keeps the channels last.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 9.1 (convolution along one axis, not flipped).
"""

import math

import numpy as np


def inputs(rng, N, C, L, F, k, groups=1):
    """Random arguments of the forward: x [N, C, L], w [F, C/G, k], b [F]; groups must divide C and F."""
    return {
        "x": rng.standard_normal((N, C, L)),
        "w": rng.standard_normal((F, C // groups, k)) / math.sqrt(C // groups * k),
        "b": rng.standard_normal(F),
    }


def conv1d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    """Slide w's F filters along x: gather what every kernel element meets, then one matrix product per group.

    x: [N, C, L]. w: [F, C/G, k]. b: [F].
    stride (samples, >= 1), padding (samples at each end, >= 0), dilation (samples, >= 1).
    groups: G, a divisor of C and F; C groups of one channel each make a depthwise convolution.
    Returns y [N, F, OL] and the cache.

    >>> x = np.array([[[1.0, 2.0, 4.0, 0.0, 3.0]]])
    >>> y, _ = conv1d_forward(x, np.array([[[1.0, 10.0]]]), np.array([0.5]), stride=2, dilation=2)
    >>> y.tolist()                                  # 1*1 + 10*4 + 0.5, then two steps on: 1*4 + 10*3 + 0.5
    [[[41.5, 34.5]]]
    """
    (N, C, L), (F, _, k) = x.shape, w.shape
    OL = (L + 2 * padding - dilation * (k - 1) - 1) // stride + 1
    taps = [(..., slice(u * dilation, u * dilation + stride * OL, stride)) for u in range(k)]
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding)))  # [N, C, L + 2 padding]
    patches = np.stack([x_padded[tap] for tap in taps], axis=2)  # [N, C, k, OL]
    columns = patches.reshape(N, groups, C // groups * k, OL)  # [N, G, C/G k, OL]
    filters = w.reshape(groups, F // groups, C // groups * k)  # [G, F/G, C/G k]
    y = (filters @ columns).reshape(N, F, OL) + b[:, None]  # [N, F, OL]
    cache = columns, filters, taps, x.shape, w.shape, padding
    return y, cache


def conv1d_backward(dy, cache):
    """Gradients of the loss from dy [N, F, OL], its gradient with respect to y.

    Every step of the forward in reverse: where windows overlap, a sample adds up what each of them sends back.
    Returns dx [N, C, L], dw [F, C/G, k], db [F].
    """
    columns, filters, taps, (N, C, L), w_shape, padding = cache
    OL = dy.shape[2]
    dy_columns = dy.reshape(N, *filters.shape[:2], OL)  # [N, G, F/G, OL]
    dfilters = (dy_columns @ columns.swapaxes(2, 3)).sum(axis=0)  # [G, F/G, C/G k]
    dcolumns = filters.swapaxes(1, 2) @ dy_columns  # [N, G, C/G k, OL]
    dpatches = dcolumns.reshape(N, C, len(taps), OL)  # [N, C, k, OL]
    dx_padded = np.zeros((N, C, L + 2 * padding), dtype=dcolumns.dtype)
    for u, tap in enumerate(taps):
        dx_padded[tap] += dpatches[:, :, u]
    dx = dx_padded[:, :, padding : padding + L]  # [N, C, L]
    dw = dfilters.reshape(w_shape)  # [F, C/G, k]
    db = dy.sum(axis=(0, 2))  # [F]
    return dx, dw, db
