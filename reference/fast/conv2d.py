"""2-D convolution, fast: one image at a time in a buffer that fits the cache, and one matrix product per kernel row.

The layer of reference/conv2d.py, whose docstrings hold here too. What costs time there is copying every pixel kh * kw
times. Here a pixel is copied kw times, once per horizontal shift; the vertical shifts are free, because a shift by
one row of the buffer is the same memory read from OW numbers later on:

    buffer[phase, g, v, c, i, j] = x_padded[g, c, phase + i * sh, v * ew + j * sw]
    y = sum over kernel rows u of w[u] @ buffer[u * eh % sh], read from its row u * eh // sh on

Axes: those of reference/conv2d.py; (sh, sw) is the stride, (ph, pw) the padding, (eh, ew) the dilation.
Conventions: those of reference/conv2d.py. float32 stays float32; not meant for complex steps.
Source: Cho & Brand 2017, MEC: memory-efficient convolution for deep neural networks (the lowering by width alone).
"""

import numpy as np


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    """Slide w's filters over x: x [N, C, H, W], w [F, C/G, kh, kw], b [F]; stride, padding and dilation in pixels.

    Returns y [N, F, OH, OW] and the cache.

    >>> x = np.array([[[[1.0, 2.0, 0.0], [3.0, 4.0, 5.0]]]])
    >>> y, _ = conv2d_forward(x, np.array([[[[1.0, 10.0]]]]), np.array([0.5]))
    >>> y[0, 0].tolist()                            # 1*1 + 10*2 + 0.5 and 1*2 + 10*0 + 0.5; below 3 and 40, 4 and 50
    [[21.5, 2.5], [43.5, 54.5]]
    """
    geometry = pair(stride), pair(padding), pair(dilation), groups
    y = correlate(x, w, *geometry)  # [N, F, OH, OW]
    y += b[:, None, None]
    cache = x, w, geometry
    return y, cache


def conv2d_backward(dy, cache):
    """Gradients of the loss from dy [N, F, OH, OW]: dx [N, C, H, W], dw [F, C/G, kh, kw], db [F]."""
    x, w, geometry = cache
    dx = input_gradient(dy, x.shape, w, *geometry)
    dw = weight_gradient(dy, x, w.shape, *geometry)
    db = dy.sum(axis=(0, 2, 3))
    return dx, dw, db


def correlate(x, w, stride, padding, dilation, groups):
    """The forward without its bias: [N, F, OH, OW]."""
    (N, _, H, W), (F, _, kh, kw) = x.shape, w.shape
    OH, OW = sizes(H, W, kh, kw, stride, padding, dilation)
    rows = w.reshape(groups, F // groups, -1, kh, kw).transpose(3, 0, 1, 4, 2)  # [kh, G, F/G, kw, C/G]
    rows = rows.reshape(kh, groups, F // groups, -1)  # [kh, G, F/G, kw C/G]
    y = np.empty((N, groups, F // groups, OH * OW), dtype=np.result_type(x, w))
    term = np.empty_like(y[0])
    for y_n, views in zip(y, lowered(x, kh, kw, stride, padding, dilation, groups), strict=True):
        np.matmul(rows[0], views[0], out=y_n)
        for row, view in zip(rows[1:], views[1:], strict=True):
            y_n += np.matmul(row, view, out=term)
    return y.reshape(N, F, OH, OW)


def weight_gradient(dy, x, w_shape, stride, padding, dilation, groups):
    """dw [F, C/G, kh, kw]: per image and kernel row, what the forward multiplied times the transpose of dy."""
    (N, F, OH, OW), (_, C_group, kh, kw) = dy.shape, w_shape
    dy = dy.reshape(N, groups, F // groups, OH * OW).swapaxes(2, 3)  # [N, G, OH OW, F/G]
    drows = np.zeros((kh, groups, kw * C_group, F // groups), dtype=np.result_type(dy, x))
    term = np.empty_like(drows[0])
    for dy_n, views in zip(dy, lowered(x, kh, kw, stride, padding, dilation, groups), strict=True):
        for drow, view in zip(drows, views, strict=True):
            drow += np.matmul(view, dy_n, out=term)
    drows = drows.reshape(kh, groups, kw, C_group, F // groups)
    dw = np.ascontiguousarray(drows.transpose(1, 4, 3, 0, 2)).reshape(w_shape)
    return dw


def input_gradient(dy, x_shape, w, stride, padding, dilation, groups):
    """dx [N, C, H, W]: at stride 1 a convolution of dy with the flipped kernel, else a scatter."""
    (F, C_group, kh, kw), (ph, pw), (eh, ew) = w.shape, padding, dilation
    full = eh * (kh - 1) - ph, ew * (kw - 1) - pw  # the padding of dy that gives back H and W
    if stride != (1, 1) or min(full) < 0:
        return scatter(dy, x_shape, w, stride, padding, dilation, groups)
    blocks = w.reshape(groups, F // groups, C_group, kh, kw).swapaxes(1, 2)  # [G, C/G, F/G, kh, kw]
    flipped = blocks.reshape(x_shape[1], F // groups, kh, kw)[:, :, ::-1, ::-1]  # [C, F/G, kh, kw]
    return correlate(dy, flipped, stride, full, dilation, groups)


def scatter(dy, x_shape, w, stride, padding, dilation, groups):
    """dx [N, C, H, W] for any stride: every output sends its gradient back to the pixels of its window."""
    (N, F, OH, OW), (_, C, H, W), kh, kw = dy.shape, x_shape, *w.shape[2:]
    (sh, sw), (ph, pw), (eh, ew) = stride, padding, dilation
    columns = w.reshape(groups, F // groups, -1).swapaxes(1, 2)  # [G, C/G kh kw, F/G]
    dx = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=np.result_type(dy, w))
    for dx_n, dy_n in zip(dx, dy.reshape(N, groups, F // groups, OH * OW), strict=True):
        patches = (columns @ dy_n).reshape(C, kh, kw, OH, OW)
        for u, v in np.ndindex(kh, kw):
            top, left = u * eh, v * ew
            dx_n[:, top : top + sh * OH : sh, left : left + sw * OW : sw] += patches[:, u, v]
    return dx[:, :, ph : ph + H, pw : pw + W]


def lowered(x, kh, kw, stride, padding, dilation, groups):
    """For one image after the other, kh views [G, kw C/G, OH OW] of one buffer: what each kernel row multiplies."""
    (_, C, H, W), (sh, sw), (ph, pw), (eh, ew) = x.shape, stride, padding, dilation
    OH, OW = sizes(H, W, kh, kw, stride, padding, dilation)
    image = np.zeros((groups, C // groups, H + 2 * ph, W + 2 * pw), dtype=x.dtype)
    height = -(-image.shape[2] // sh)  # rows of the padded image per phase
    buffer = np.zeros((sh, groups, kw, C // groups, height, OW), dtype=x.dtype)
    flat = buffer.reshape(sh, groups, kw * C // groups, height * OW)
    starts = [divmod(u * eh, sh) for u in range(kh)]
    views = [flat[phase, :, :, row * OW : (row + OH) * OW] for row, phase in starts]
    for x_n in x:
        image[:, :, ph : ph + H, pw : pw + W] = x_n.reshape(groups, C // groups, H, W)
        for phase in {phase for _, phase in starts}:
            part = image[:, :, phase::sh]
            for v in range(kw):
                buffer[phase, :, v, :, : part.shape[2]] = part[..., v * ew : v * ew + sw * OW : sw]
        yield views


def sizes(H, W, kh, kw, stride, padding, dilation):
    """OH and OW, the positions at which the whole dilated kernel fits into the padded image."""
    (sh, sw), (ph, pw), (eh, ew) = stride, padding, dilation
    return (H + 2 * ph - eh * (kh - 1) - 1) // sh + 1, (W + 2 * pw - ew * (kw - 1) - 1) // sw + 1


def pair(value):
    """The (vertical, horizontal) pair that a single number stands for; a pair stays as it is."""
    return (value, value) if np.ndim(value) == 0 else value
