"""2-D convolution: small filters slide over the image, and each position yields one weighted sum per filter.

    y[n, f, i, j] = b[f] + sum of w[f, c, u, v] * x_padded[n, c, i * stride + u * dilation, j * stride + v * dilation]
    OH            = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1, and OW likewise

Axes: x is [N, C, H, W]; w is [F, C/G, kh, kw], one filter per output channel; b is [F]; y is [N, F, OH, OW].
    Group g of the G groups maps the g-th block of C/G input channels to the g-th block of F/G output channels.
Conventions: those of PyTorch. stride, padding and dilation are ints or (vertical, horizontal) pairs. The kernel is
    not flipped: signal processing calls this cross-correlation and reserves "convolution" for the flipped kernel.
    Zeros are padded on both sides. dilation is the step between kernel elements, 1 means adjacent ones (numpy-ml counts
    the gaps between them, 0 means adjacent ones).
Source: Dumoulin & Visin 2016, A guide to convolution arithmetic for deep learning (stride, padding, sizes; dilation
    in section 5.1); Goodfellow, Bengio & Courville 2016, Deep Learning, section 9.1 (on not flipping the kernel).
"""

import math

import numpy as np


def inputs(rng, N, C, H, W, F, kh, kw, groups=1):
    """Random arguments of the forward: x [N, C, H, W], w [F, C/G, kh, kw], b [F]; groups must divide C and F."""
    return {
        "x": rng.standard_normal((N, C, H, W)),
        "w": rng.standard_normal((F, C // groups, kh, kw)) / math.sqrt(C // groups * kh * kw),
        "b": rng.standard_normal(F),
    }


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    """Slide w's F filters over x: gather what every kernel element meets, then one matrix product per group.

    x: [N, C, H, W]. w: [F, C/G, kh, kw]. b: [F].
    stride (pixels, >= 1), padding (pixels on each side, >= 0), dilation (pixels, >= 1): int or (vertical, horizontal).
    groups: G, a divisor of C and F; C groups of one channel each make a depthwise convolution.
    Returns y [N, F, OH, OW] and the cache.

    >>> x = np.array([[[[1.0, 2.0, 0.0], [3.0, 4.0, 5.0]]]])
    >>> y, _ = conv2d_forward(x, np.array([[[[1.0, 10.0]]]]), np.array([0.5]))
    >>> y[0, 0].tolist()                            # 1*1 + 10*2 + 0.5 and 1*2 + 10*0 + 0.5; below 3 and 40, 4 and 50
    [[21.5, 2.5], [43.5, 54.5]]
    """
    (N, C, H, W), (F, _, kh, kw) = x.shape, w.shape
    (sh, sw), (ph, pw), (eh, ew) = pair(stride), pair(padding), pair(dilation)
    OH, OW = output_size(H, kh, sh, ph, eh), output_size(W, kw, sw, pw, ew)
    taps = [(..., row, column) for row in steps(kh, sh, eh, OH) for column in steps(kw, sw, ew, OW)]
    x_padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))  # [N, C, H + 2 ph, W + 2 pw]
    patches = np.stack([x_padded[tap] for tap in taps], axis=2)  # [N, C, kh kw, OH, OW]
    columns = patches.reshape(N, groups, C // groups * kh * kw, OH * OW)  # [N, G, C/G kh kw, OH OW]
    filters = w.reshape(groups, F // groups, C // groups * kh * kw)  # [G, F/G, C/G kh kw]
    y = (filters @ columns).reshape(N, F, OH, OW) + b[:, None, None]  # [N, F, OH, OW]
    cache = columns, filters, taps, x.shape, w.shape, (ph, pw)
    return y, cache


def conv2d_backward(dy, cache):
    """Gradients of the loss from dy [N, F, OH, OW], its gradient with respect to y.

    Every step of the forward in reverse: where windows overlap, a pixel adds up what each of them sends back.
    Returns dx [N, C, H, W], dw [F, C/G, kh, kw], db [F].
    """
    columns, filters, taps, (N, C, H, W), w_shape, (ph, pw) = cache
    OH, OW = dy.shape[2:]
    dy_columns = dy.reshape(N, *filters.shape[:2], OH * OW)  # [N, G, F/G, OH OW]
    dfilters = (dy_columns @ columns.swapaxes(2, 3)).sum(axis=0)  # [G, F/G, C/G kh kw]
    dcolumns = filters.swapaxes(1, 2) @ dy_columns  # [N, G, C/G kh kw, OH OW]
    dpatches = dcolumns.reshape(N, C, len(taps), OH, OW)  # [N, C, kh kw, OH, OW]
    dx_padded = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=dcolumns.dtype)
    for k, tap in enumerate(taps):
        dx_padded[tap] += dpatches[:, :, k]
    dx = dx_padded[:, :, ph : ph + H, pw : pw + W]  # [N, C, H, W]
    dw = dfilters.reshape(w_shape)  # [F, C/G, kh, kw]
    db = dy.sum(axis=(0, 2, 3))  # [F]
    return dx, dw, db


def output_size(size, kernel, stride, padding, dilation):
    """Positions along one axis at which the whole dilated kernel fits into the padded input."""
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def steps(kernel, stride, dilation, outputs):
    """For each kernel element along one axis, the indices of the padded input that it meets, one per output."""
    return [slice(k * dilation, k * dilation + stride * outputs, stride) for k in range(kernel)]


def pair(value):
    """The (vertical, horizontal) pair that a single number stands for; a pair stays as it is."""
    return (value, value) if np.ndim(value) == 0 else value
