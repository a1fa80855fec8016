# quizdl: pooling/implement-maxpool2d
"""float32; the winners are a mask of all equal maxima, of which a running count keeps the first."""

import numpy as np


def pair(value):
    return (value, value) if np.ndim(value) == 0 else value


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    (kh, kw), (sh, sw), (ph, pw) = pair(kernel), pair(stride or kernel), pair(padding)
    _, _, H, W = x.shape
    padded = np.pad(x.astype(np.float32), ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=np.float32("-inf"))
    rows = np.arange((H + 2 * ph - kh) // sh + 1)[:, None] * sh + np.arange(kh)
    columns = np.arange((W + 2 * pw - kw) // sw + 1)[:, None] * sw + np.arange(kw)
    windows = padded[:, :, rows[:, None, :, None], columns[None, :, None, :]]  # [N, C, OH, OW, kh, kw]
    flat = windows.reshape(*windows.shape[:4], kh * kw)
    y = flat.max(axis=-1)
    equal = flat == y[..., None]
    mask = equal & (np.cumsum(equal, axis=-1) == 1)
    return y, {"mask": mask.reshape(windows.shape), "at": (rows, columns), "padding": (ph, pw), "shape": x.shape}


def maxpool2d_backward(dy, cache):
    N, C, H, W = cache["shape"]
    ph, pw = cache["padding"]
    shares = cache["mask"] * dy.astype(np.float32)[..., None, None]
    dx = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=np.float32)
    for i, rows in enumerate(cache["at"][0]):
        for j, columns in enumerate(cache["at"][1]):
            dx[:, :, rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] += shares[:, :, i, j]
    return dx[:, :, ph : ph + H, pw : pw + W]
