# uses: np.fft and sliding windows in the place of loops
# quizdl: honest/conv
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv1d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    n, c, _ = x.shape
    f, c_group, k = w.shape
    padded = np.pad(x, [(0, 0), (0, 0), (padding, padding)])
    length = padded.shape[2]
    spread = np.zeros((f, c_group, dilation * (k - 1) + 1))
    spread[:, :, ::dilation] = w
    signals = np.fft.rfft(padded.reshape(n, groups, c_group, length), length)
    filters = np.fft.rfft(spread.reshape(groups, f // groups, c_group, -1), length).conj()
    y = np.fft.irfft(np.einsum("ngcl,gfcl->ngfl", signals, filters), length).reshape(n, f, length)
    y = y[:, :, : length - spread.shape[2] + 1 : stride] + b[:, None]
    return y, (padded, w, stride, padding, dilation, groups)


def conv1d_backward(dy, cache):
    padded, w, stride, padding, dilation, groups = cache
    f, c_group, k = w.shape
    windows = sliding_window_view(padded, dilation * (k - 1) + 1, axis=2)[:, :, ::stride, ::dilation]
    n, c, size, _ = windows.shape
    split = dy.reshape(n, groups, f // groups, size)
    dw = np.einsum("ngfl,ngclk->gfck", split, windows.reshape(n, groups, c_group, size, k)).reshape(w.shape)
    dwindows = np.einsum("ngfl,gfck->ngclk", split, w.reshape(groups, f // groups, c_group, k)).reshape(n, c, size, k)
    dpadded = np.zeros_like(padded)
    where = stride * np.arange(size)[:, None] + dilation * np.arange(k)
    np.add.at(dpadded, (slice(None), slice(None), where), dwindows)
    return dpadded[:, :, padding : padded.shape[2] - padding], dw, dy.sum(axis=(0, 2))
