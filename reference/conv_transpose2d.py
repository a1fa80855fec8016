"""2-D transposed convolution: every input pixel stamps the kernel, scaled by its value, into a larger output.

    y_padded[n, f, i * stride + u * dilation, j * stride + v * dilation] += x[n, c, i, j] * w[c, f, u, v],  then crop
    OH = (H - 1) * stride - 2 * padding + dilation * (kh - 1) + output_padding + 1, and OW likewise

Axes: x is [N, C, H, W]; w is [C, F/G, kh, kw], input channels first; b is [F]; y is [N, F, OH, OW].
    Group g of the G groups maps the g-th block of C/G input channels to the g-th block of F/G output channels.
Conventions: those of PyTorch. The linear part is the transpose (adjoint) of conv2d with the same weights and options:
    what conv2d_backward does to dy. It restores the shape, not the values, so the name "deconvolution" misleads.
    padding is that of the conv2d it transposes: here it crops the output. output_padding adds rows below and columns
    to the right, to choose among the sizes that conv2d maps to the same H. Options are ints or (vertical, horizontal).
Source: Dumoulin & Visin 2016, A guide to convolution arithmetic for deep learning, chapter 4.
"""

import math

import numpy as np


def inputs(rng, N, C, H, W, F, kh, kw, groups=1):
    """Random arguments of the forward: x [N, C, H, W], w [C, F/G, kh, kw], b [F]; groups must divide C and F."""
    return {
        "x": rng.standard_normal((N, C, H, W)),
        "w": rng.standard_normal((C, F // groups, kh, kw)) / math.sqrt(C // groups * kh * kw),
        "b": rng.standard_normal(F),
    }


def conv_transpose2d_forward(x, w, b, *, stride=1, padding=0, output_padding=0, dilation=1, groups=1):
    """Stamp w, scaled by each pixel of x, into the output: one matrix product per group, then overlaps add up.

    x: [N, C, H, W]. w: [C, F/G, kh, kw]. b: [F].
    stride (output pixels per input pixel, >= 1), padding (pixels cropped on each side, >= 0), dilation (pixels, >= 1),
    output_padding (pixels, 0 to below the larger of stride and dilation): int or (vertical, horizontal).
    groups: G, a divisor of C and F.
    Returns y [N, F, OH, OW] and the cache.

    >>> x, w = np.array([[[[1.0, 2.0]]]]), np.array([[[[1.0, 10.0, 100.0]]]])
    >>> y, _ = conv_transpose2d_forward(x, w, np.array([0.5]), stride=2)
    >>> y.tolist()                                  # 1*w, and 2*w two pixels on: they meet at 1*100 + 2*1
    [[[[1.5, 10.5, 102.5, 20.5, 200.5]]]]
    """
    (N, C, H, W), (_, F_group, kh, kw) = x.shape, w.shape
    (sh, sw), (ph, pw), (eh, ew) = pair(stride), pair(padding), pair(dilation)
    extra_h, extra_w = pair(output_padding)
    F = groups * F_group
    OH = (H - 1) * sh - 2 * ph + eh * (kh - 1) + extra_h + 1
    OW = (W - 1) * sw - 2 * pw + ew * (kw - 1) + extra_w + 1
    taps = [(..., row, column) for row in steps(kh, sh, eh, H) for column in steps(kw, sw, ew, W)]
    x_columns = x.reshape(N, groups, C // groups, H * W)  # [N, G, C/G, H W]
    filters = w.reshape(groups, C // groups, F_group * kh * kw)  # [G, C/G, F/G kh kw]
    columns = filters.swapaxes(1, 2) @ x_columns  # [N, G, F/G kh kw, H W]
    patches = columns.reshape(N, F, kh * kw, H, W)  # [N, F, kh kw, H, W]
    y_padded = np.zeros((N, F, OH + 2 * ph, OW + 2 * pw), dtype=columns.dtype)
    for k, tap in enumerate(taps):
        y_padded[tap] += patches[:, :, k]
    y = y_padded[:, :, ph : ph + OH, pw : pw + OW] + b[:, None, None]  # [N, F, OH, OW]
    cache = x_columns, filters, taps, x.shape, w.shape, (ph, pw)
    return y, cache


def conv_transpose2d_backward(dy, cache):
    """Gradients of the loss from dy [N, F, OH, OW], its gradient with respect to y: dx is conv2d of dy with w.

    Returns dx [N, C, H, W], dw [C, F/G, kh, kw], db [F].
    """
    x_columns, filters, taps, (N, C, H, W), w_shape, (ph, pw) = cache
    dy_padded = np.pad(dy, ((0, 0), (0, 0), (ph, ph), (pw, pw)))  # [N, F, OH + 2 ph, OW + 2 pw]
    dpatches = np.stack([dy_padded[tap] for tap in taps], axis=2)  # [N, F, kh kw, H, W]
    dcolumns = dpatches.reshape(N, len(filters), filters.shape[2], H * W)  # [N, G, F/G kh kw, H W]
    dx = (filters @ dcolumns).reshape(N, C, H, W)  # [N, C, H, W]
    dw = (x_columns @ dcolumns.swapaxes(2, 3)).sum(axis=0).reshape(w_shape)  # [C, F/G, kh, kw]
    db = dy.sum(axis=(0, 2, 3))  # [F]
    return dx, dw, db


def steps(kernel, stride, dilation, inputs):
    """For each kernel element along one axis, the indices of the padded output where it lands, one per input."""
    return [slice(k * dilation, k * dilation + stride * inputs, stride) for k in range(kernel)]


def pair(value):
    """The (vertical, horizontal) pair that a single number stands for; a pair stays as it is."""
    return (value, value) if np.ndim(value) == 0 else value
