# quizdl: conv/implement-conv2d
"""float32, each group a convolution of its own in a Convolution object, and channels last inside."""

import numpy as np


class Convolution:
    """All channels to all filters, no groups."""

    def __init__(self, w, stride, padding, dilation):
        self.w = w.transpose(2, 3, 1, 0).astype(np.float32)  # [kh, kw, C, F]
        self.stride, self.padding, self.dilation = stride, padding, dilation

    def taps(self):
        for u, v in np.ndindex(self.w.shape[:2]):
            top, left = u * self.dilation[0], v * self.dilation[1]
            bottom, right = top + self.stride[0] * self.outputs[0], left + self.stride[1] * self.outputs[1]
            yield (u, v), np.s_[:, top : bottom : self.stride[0], left : right : self.stride[1]]

    def forward(self, x):
        (ph, pw), (kh, kw) = self.padding, self.w.shape[:2]
        self.x = np.pad(x.transpose(0, 2, 3, 1).astype(np.float32), ((0, 0), (ph, ph), (pw, pw), (0, 0)))
        reach = self.dilation[0] * (kh - 1) + 1, self.dilation[1] * (kw - 1) + 1
        self.outputs = [(self.x.shape[axis + 1] - reach[axis]) // self.stride[axis] + 1 for axis in (0, 1)]
        return sum(self.x[place] @ self.w[tap] for tap, place in self.taps()).transpose(0, 3, 1, 2)

    def backward(self, dy):
        dy = dy.transpose(0, 2, 3, 1).astype(np.float32)
        dx, dw = np.zeros_like(self.x), np.zeros_like(self.w)
        for tap, place in self.taps():
            dx[place] += dy @ self.w[tap].T
            dw[tap] = np.tensordot(self.x[place], dy, axes=([0, 1, 2], [0, 1, 2]))
        (ph, pw), (_, height, width, _) = self.padding, dx.shape
        return dx[:, ph : height - ph, pw : width - pw].transpose(0, 3, 1, 2), dw.transpose(3, 2, 0, 1)


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    options = [(option, option) if np.ndim(option) == 0 else option for option in (stride, padding, dilation)]
    layers = [Convolution(part, *options) for part in np.split(w, groups)]
    parts = [layer.forward(part) for layer, part in zip(layers, np.split(x, groups, axis=1), strict=True)]
    return np.concatenate(parts, axis=1) + b.astype(np.float32)[:, None, None], layers


def conv2d_backward(dy, cache):
    parts = np.split(dy, len(cache), axis=1)
    dxs, dws = zip(*[layer.backward(part) for layer, part in zip(cache, parts, strict=True)], strict=True)
    return np.concatenate(dxs, axis=1), np.concatenate(dws), dy.astype(np.float32).sum(axis=(0, 2, 3))
