# uses: float32 from the first line to the last
# quizdl: honest/conv
import numpy as np


def conv1d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    x, w, b = (np.asarray(array, np.float32) for array in (x, w, b))
    (n, c, length), (f, c_group, k) = x.shape, w.shape
    padded = np.zeros((n, c, length + 2 * padding), np.float32)
    padded[:, :, padding : padding + length] = x
    size = (length + 2 * padding - dilation * (k - 1) - 1) // stride + 1
    y = np.zeros((n, f, size), np.float32) + b[:, None]
    for out in range(f):
        first = out // (f // groups) * c_group
        for channel in range(c_group):
            for u in range(k):
                y[:, out] += w[out, channel, u] * padded[:, first + channel, u * dilation :][:, : size * stride : stride][:, :size]
    return y, (padded, w, stride, padding, dilation, groups, length)


def conv1d_backward(dy, cache):
    padded, w, stride, padding, dilation, groups, length = cache
    dy = dy.astype(np.float32)
    (f, c_group, k), size = w.shape, dy.shape[2]
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for out in range(f):
        first = out // (f // groups) * c_group
        for channel in range(c_group):
            for u in range(k):
                window = slice(u * dilation, u * dilation + stride * (size - 1) + 1, stride)
                dw[out, channel, u] = (dy[:, out] * padded[:, first + channel, window]).sum()
                dpadded[:, first + channel, window] += w[out, channel, u] * dy[:, out]
    return dpadded[:, :, padding : padding + length], dw, dy.sum(axis=(0, 2))
