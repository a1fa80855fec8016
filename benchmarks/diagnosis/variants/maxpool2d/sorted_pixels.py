# quizdl: pooling/implement-maxpool2d
"""Every image is sorted once, largest first and ties in reading order; the first pixel to reach a window wins it."""

import numpy as np


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    (kh, kw), (ph, pw) = np.broadcast_to(kernel, 2).tolist(), np.broadcast_to(padding, 2).tolist()
    sh, sw = np.broadcast_to((kh, kw) if stride is None else stride, 2).tolist()
    N, C, H, W = x.shape
    OH, OW = (H + 2 * ph - kh) // sh + 1, (W + 2 * pw - kw) // sw + 1
    reaches = [
        [(i, j) for i in range(OH) for j in range(OW) if 0 <= row + ph - i * sh < kh and 0 <= column + pw - j * sw < kw]
        for row in range(H)
        for column in range(W)
    ]
    y = np.full((N, C, OH, OW), np.nan)
    winners = np.full((N, C, OH, OW), -1)
    for n, c in np.ndindex(N, C):
        flat = x[n, c].ravel()
        for pixel in np.argsort(-flat, kind="stable").tolist():
            for window in reaches[pixel]:
                if winners[n, c][window] < 0:
                    winners[n, c][window] = pixel
                    y[n, c][window] = flat[pixel]
    return y, (winners, x.shape)


def maxpool2d_backward(dy, cache):
    winners, shape = cache
    dx = np.zeros((shape[0], shape[1], shape[2] * shape[3]))
    for n, c, i, j in np.ndindex(winners.shape):
        dx[n, c, winners[n, c, i, j]] += dy[n, c, i, j]
    return dx.reshape(shape)
