# quizdl: conv/implement-conv2d
"""im2col by fancy indexing and col2im by np.add.at, as in the course's fast layers; one matrix product per group."""

import numpy as np


def im2col_indices(shape, kernel, outputs, stride, dilation):
    """Channel, row and column of the padded image for every row and column of the matrix of patches."""
    (_, C, _, _), (kh, kw), (OH, OW) = shape, kernel, outputs
    i = dilation[0] * np.tile(np.repeat(np.arange(kh), kw), C)[:, None] + stride[0] * np.repeat(np.arange(OH), OW)
    j = dilation[1] * np.tile(np.arange(kw), kh * C)[:, None] + stride[1] * np.tile(np.arange(OW), OH)
    k = np.repeat(np.arange(C), kh * kw)[:, None]
    return k, i, j


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    stride, padding, dilation = (np.broadcast_to(option, 2) for option in (stride, padding, dilation))
    F, _, *kernel = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2), mode="constant")
    outputs = (np.array(padded.shape[2:]) - dilation * (np.array(kernel) - 1) - 1) // stride + 1
    where = im2col_indices(x.shape, kernel, outputs, stride, dilation)
    columns = padded[:, *where]  # [N, C kh kw, OH OW]
    columns = columns.transpose(1, 2, 0).reshape(groups, -1, columns.shape[2] * len(x))  # [G, C/G kh kw, OH OW N]
    filters = w.reshape(groups, F // groups, -1)
    y = (filters @ columns).reshape(F, *outputs, len(x)).transpose(3, 0, 1, 2) + b.reshape(1, F, 1, 1)
    return y, (columns, filters, where, padded.shape, padding, x.shape, w.shape)


def conv2d_backward(dy, cache):
    columns, filters, where, padded_shape, (ph, pw), (N, C, H, W), w_shape = cache
    g = dy.transpose(1, 2, 3, 0).reshape(*filters.shape[:2], -1)
    dw = (g @ columns.transpose(0, 2, 1)).reshape(w_shape)
    dcolumns = (filters.transpose(0, 2, 1) @ g).reshape(C * w_shape[2] * w_shape[3], -1, N).transpose(2, 0, 1)
    dpadded = np.zeros(padded_shape)
    np.add.at(dpadded, (slice(None), *where), dcolumns)
    return dpadded[:, :, ph : ph + H, pw : pw + W], dw, np.sum(dy, axis=(0, 2, 3))
