# quizdl: conv/implement-conv2d
"""The naive form of CS231n: one window after the other, all of its channels at once, gradients added in place."""

import numpy as np


def two(value):
    return (value, value) if np.isscalar(value) else value


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    (N, _, H, W), (F, CG, kh, kw) = x.shape, w.shape
    (sh, sw), (ph, pw), (eh, ew) = two(stride), two(padding), two(dilation)
    reach_h, reach_w = eh * (kh - 1) + 1, ew * (kw - 1) + 1
    xp = np.pad(x, [(0, 0), (0, 0), (ph, ph), (pw, pw)])
    OH, OW = (xp.shape[2] - reach_h) // sh + 1, (xp.shape[3] - reach_w) // sw + 1
    y = np.empty((N, F, OH, OW))
    windows = []
    for i in range(OH):
        for j in range(OW):
            rows = slice(i * sh, i * sh + reach_h, eh)
            columns = slice(j * sw, j * sw + reach_w, ew)
            for f in range(F):
                channels = slice(f // (F // groups) * CG, (f // (F // groups) + 1) * CG)
                window = (slice(None), channels, rows, columns)
                y[:, f, i, j] = (xp[window] * w[f]).sum(axis=(1, 2, 3)) + b[f]
                windows.append((f, i, j, window))
    return y, (xp, w, windows, slice(ph, ph + H), slice(pw, pw + W))


def conv2d_backward(dy, cache):
    xp, w, windows, inner_rows, inner_columns = cache
    dxp, dw, db = np.zeros(xp.shape), np.zeros(w.shape), np.zeros(w.shape[0])
    for f, i, j, window in windows:
        g = dy[:, f, i, j]
        dxp[window] += g[:, None, None, None] * w[f]
        dw[f] += np.tensordot(g, xp[window], axes=1)
        db[f] += g.sum()
    return dxp[:, :, inner_rows, inner_columns], dw, db
