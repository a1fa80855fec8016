# quizdl: pooling/implement-maxpool2d
"""A maximum along each row, then one along the columns of these: two layers of 1-D pooling, each with its backward."""

import numpy as np


class Pool1d:
    """Pools the last axis; the first of equal values wins."""

    def __init__(self, kernel, stride, padding):
        self.kernel, self.stride, self.padding = kernel, stride, padding

    def forward(self, x):
        self.shape = x.shape
        ends = [(0, 0)] * (x.ndim - 1) + [(self.padding, self.padding)]
        padded = np.pad(x.astype(float), ends, constant_values=-np.inf)
        self.starts = np.arange(0, padded.shape[-1] - self.kernel + 1, self.stride)
        windows = padded[..., self.starts[:, None] + np.arange(self.kernel)]
        self.winner = windows.argmax(axis=-1)
        return windows.max(axis=-1)

    def backward(self, dy):
        dx = np.zeros((dy.size // dy.shape[-1], self.shape[-1] + 2 * self.padding))
        rows = np.arange(len(dx))
        for k, start in enumerate(self.starts):
            dx[rows, start + self.winner[..., k].ravel()] += dy[..., k].ravel()
        return dx[:, self.padding : self.padding + self.shape[-1]].reshape(self.shape)


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    options = [np.broadcast_to(value, 2) for value in (kernel, kernel if stride is None else stride, padding)]
    down, along = (Pool1d(*(option[axis] for option in options)) for axis in (0, 1))
    # Among equal maxima in several rows the second layer takes the first row, within a row the first layer the first
    # column: reading order. A row of padding is -inf throughout and never wins.
    y = down.forward(along.forward(x).swapaxes(2, 3)).swapaxes(2, 3)
    return y, (along, down)


def maxpool2d_backward(dy, cache):
    along, down = cache
    return along.backward(down.backward(dy.swapaxes(2, 3)).swapaxes(2, 3))
