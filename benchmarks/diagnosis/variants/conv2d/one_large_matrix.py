# quizdl: conv/implement-conv2d
"""The whole layer as one matrix from all pixels to all outputs; the backward multiplies with its transpose."""

import numpy as np


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    (N, C, H, W), (F, K, kh, kw) = x.shape, w.shape
    stride, padding, dilation = (np.full(2, option) for option in (stride, padding, dilation))
    OH, OW = (np.array([H, W]) + 2 * padding - dilation * (np.array([kh, kw]) - 1) - 1) // stride + 1
    f, k, u, v, i, j = np.indices((F, K, kh, kw, OH, OW)).reshape(6, -1)
    row = i * stride[0] + u * dilation[0] - padding[0]
    column = j * stride[1] + v * dilation[1] - padding[1]
    inside = (row >= 0) & (row < H) & (column >= 0) & (column < W)
    channel = f // (F // groups) * K + k
    to = np.ravel_multi_index((f, i, j), (F, OH, OW))[inside]
    source = np.ravel_multi_index((channel[inside], row[inside], column[inside]), (C, H, W))
    weight = np.ravel_multi_index((f, k, u, v), w.shape)[inside]
    matrix = np.zeros((F * OH * OW, C * H * W))
    matrix[to, source] = w.ravel()[weight]  # an output meets a pixel through one weight at most
    y = (x.reshape(N, -1) @ matrix.T).reshape(N, F, OH, OW) + b.reshape(-1, 1, 1)
    return y, (x, w.shape, matrix, (to, source, weight))


def conv2d_backward(dy, cache):
    x, w_shape, matrix, (to, source, weight) = cache
    N = len(x)
    flat = dy.reshape(N, -1)
    dmatrix = flat.T @ x.reshape(N, -1)
    dw = np.bincount(weight, weights=dmatrix[to, source], minlength=int(np.prod(w_shape)))
    return (flat @ matrix).reshape(x.shape), dw.reshape(w_shape), dy.sum(axis=3).sum(axis=2).sum(axis=0)
