# quizdl: conv/implement-conv2d
"""sliding_window_view both ways: dx slides windows over dy with zeros put between its values, the kernel turned."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    stride, (ph, pw), dilation = pair(stride), pair(padding), pair(dilation)
    F, K, kh, kw = w.shape
    reach = dilation[0] * (kh - 1) + 1, dilation[1] * (kw - 1) + 1
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    windows = sliding_window_view(padded, reach, axis=(2, 3))
    windows = windows[:, :, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]
    windows = windows.reshape(len(x), groups, K, *windows.shape[2:])  # [N, G, C/G, OH, OW, kh, kw]
    filters = w.reshape(groups, F // groups, K, kh, kw)
    y = np.einsum("ngcijuv,gfcuv->ngfij", windows, filters, optimize=True)
    y = y.reshape(len(x), F, *y.shape[3:]) + b[:, None, None]
    return y, (windows, filters, padded.shape[2:], reach, stride, dilation, (ph, pw), x.shape)


def conv2d_backward(dy, cache):
    windows, filters, (height, width), reach, stride, dilation, (ph, pw), (N, C, H, W) = cache
    G, FG, K, kh, kw = filters.shape
    g = dy.reshape(N, G, FG, *dy.shape[2:])
    dw = np.einsum("ngfij,ngcijuv->gfcuv", g, windows, optimize=True).reshape(G * FG, K, kh, kw)
    spread = np.zeros((N, G, FG, height + reach[0] - 1, width + reach[1] - 1))
    spread[..., reach[0] - 1 :: stride[0], reach[1] - 1 :: stride[1]][..., : g.shape[3], : g.shape[4]] = g
    turned = sliding_window_view(spread, reach, axis=(3, 4))[..., ::-1, ::-1][..., :: dilation[0], :: dilation[1]]
    dx = np.einsum("ngfabuv,gfcuv->ngcab", turned, filters, optimize=True).reshape(N, C, height, width)
    return dx[:, :, ph : ph + H, pw : pw + W], dw, dy.sum((0, 2, 3))


def pair(value):
    return value if isinstance(value, tuple) else (value, value)
