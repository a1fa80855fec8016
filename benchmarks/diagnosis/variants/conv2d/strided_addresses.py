# quizdl: conv/implement-conv2d
"""as_strided over the *addresses* of pixels says who meets whom; np.bincount adds up what comes back to an address."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    def pair(value):
        return (value, value) if np.ndim(value) == 0 else tuple(value)

    (sh, sw), (ph, pw), (eh, ew) = map(pair, (stride, padding, dilation))
    (N, _, H, W), (F, K, kh, kw) = x.shape, w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    height, width = padded.shape[2:]
    OH, OW = (height - eh * (kh - 1) - 1) // sh + 1, (width - ew * (kw - 1) - 1) // sw + 1
    addresses = np.arange(padded.size).reshape(padded.shape)
    s = addresses.strides
    met = as_strided(
        addresses,
        (groups, N, OH, OW, K, kh, kw),
        (K * s[1], s[0], sh * s[2], sw * s[3], s[1], eh * s[2], ew * s[3]),
        writeable=False,
    ).reshape(groups, N * OH * OW, K * kh * kw)
    filters = w.reshape(groups, F // groups, K * kh * kw)
    y = padded.ravel()[met] @ filters.swapaxes(1, 2)  # [G, N OH OW, F/G]
    y = np.moveaxis(y.reshape(groups, N, OH, OW, F // groups), (0, 4), (1, 2)).reshape(N, F, OH, OW)
    return y + b[None, :, None, None], (padded, met, filters, w.shape, (ph, H, pw, W))


def conv2d_backward(dy, cache):
    padded, met, filters, w_shape, (ph, H, pw, W) = cache
    (N, F, OH, OW), G = dy.shape, len(met)
    g = np.moveaxis(dy.reshape(N, G, F // G, OH, OW), (1, 2), (0, 4)).reshape(G, N * OH * OW, F // G)
    dw = (g.swapaxes(1, 2) @ padded.ravel()[met]).reshape(w_shape)
    sent = g @ filters
    dx = np.bincount(met.ravel(), weights=sent.ravel(), minlength=padded.size).reshape(padded.shape)
    return dx[:, :, ph:, pw:][:, :, :H, :W], dw, g.sum(axis=1).ravel()
