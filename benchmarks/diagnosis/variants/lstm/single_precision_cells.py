# quizdl: rnn/lstm-sequence
"""float32, and an object for each step, linked to the one before: the cache is the last of them."""

import numpy as np


def logistic(z):
    positive = z >= 0
    e = np.exp(np.where(positive, -z, z))
    return np.where(positive, 1, e) / (1 + e)


class Start:
    """Where the sequence begins."""

    def __init__(self, h, c):
        self.h, self.c = h, c

    def back(self, _dhs, dh, dc, _sums):
        return [], dh, dc


class Cell:
    """A step that knows the step before it."""

    def __init__(self, before, x, w_x, w_h, b):
        self.before, self.x, self.w_x, self.w_h = before, x, w_x, w_h
        blocks = np.hsplit(x @ w_x + before.h @ w_h + b, 4)
        self.i, self.f, self.o = (logistic(blocks[k]) for k in (0, 1, 3))
        self.g = np.tanh(blocks[2])
        self.c = self.f * before.c + self.i * self.g
        self.h = self.o * np.tanh(self.c)

    def back(self, dhs, dh, dc, sums):
        """Gradients of the inputs up to here, of the first state and of the first cell; the sums grow in place."""
        i, f, g, o = self.i, self.f, self.g, self.o
        dh = dh + dhs[-1]
        tanh_c = np.tanh(self.c)
        dc = dc + dh * o * (1 - tanh_c) * (1 + tanh_c)
        dz = np.hstack(
            [dc * g * i * (1 - i), dc * self.before.c * f * (1 - f), dc * i * (1 - g * g), dh * tanh_c * o * (1 - o)]
        )
        for total, part in zip(sums, (self.x.T @ dz, self.before.h.T @ dz, dz.sum(axis=0)), strict=True):
            np.add(total, part, out=total)
        dxs, dh0, dc0 = self.before.back(dhs[:-1], dz @ self.w_h.T, dc * f, sums)
        return [*dxs, dz @ self.w_x.T], dh0, dc0


def lstm_forward(x, h0, c0, w_x, w_h, b):
    x, h0, c0, w_x, w_h, b = (array.astype("float32") for array in (x, h0, c0, w_x, w_h, b))
    cell, states = Start(h0, c0), []
    for t in range(x.shape[1]):
        cell = Cell(cell, x[:, t], w_x, w_h, b)
        states.append(cell.h)
    return np.stack(states, 1), cell.c, cell


def lstm_backward(dh, dc, cache):
    dhs = [np.float32(dh[:, t]) for t in range(dh.shape[1])]
    sums = [np.zeros(shape, np.float32) for shape in (cache.w_x.shape, cache.w_h.shape, cache.w_h.shape[1])]
    dxs, dh0, dc0 = cache.back(dhs, np.zeros_like(dhs[0]), dc.astype(np.float32), sums)
    return np.stack(dxs, 1), dh0, dc0, *sums
