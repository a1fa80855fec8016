# quizdl: pooling/implement-maxpool2d
"""as_strided over pixels and over their addresses alike; the addresses of the winners are counted with np.bincount."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    def pair(value):
        return (value, value) if np.isscalar(value) else value

    (kh, kw), (ph, pw) = pair(kernel), pair(padding)
    sh, sw = (kh, kw) if stride is None else pair(stride)
    N, C, H, W = x.shape
    framed = np.full((N, C, H + 2 * ph, W + 2 * pw), -np.inf)
    framed[:, :, ph : ph + H, pw : pw + W] = x
    OH, OW = (framed.shape[2] - kh) // sh + 1, (framed.shape[3] - kw) // sw + 1

    def windows(array):
        a, b, c, d = array.strides
        view = as_strided(array, (N, C, OH, OW, kh, kw), (a, b, sh * c, sw * d, c, d), writeable=False)
        return view.reshape(-1, kh * kw)

    values, addresses = windows(framed), windows(np.arange(framed.size).reshape(framed.shape))
    rows = np.arange(len(values))
    first = np.argmax(values, axis=1)
    y = values[rows, first].reshape(N, C, OH, OW)
    return y, (addresses[rows, first], framed.shape, np.s_[:, :, ph : ph + H, pw : pw + W])


def maxpool2d_backward(dy, cache):
    addresses, shape, inside = cache
    return np.bincount(addresses, dy.ravel(), minlength=int(np.prod(shape))).reshape(shape)[inside]
