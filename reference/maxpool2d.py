"""Max pooling: every window of the image is replaced by its largest value.

    y[n, c, i, j] = max of x_padded[n, c, i * stride + u, j * stride + v] over u < kh, v < kw
    OH            = (H + 2 * padding - kh) // stride + 1, and OW likewise

Axes: x is [N, C, H, W], y is [N, C, OH, OW]: every channel of every example by itself.
Conventions: those of PyTorch. kernel, stride and padding are ints or (vertical, horizontal) pairs; the stride is the
    kernel unless given; what does not fill a window at the bottom or the right is left out. The padding is -inf,
    so it never wins (zeros would, against negative values). Of equal maxima the first in row-major order receives the
    gradient; any sharing among them is a valid subgradient, and some courses give the whole of it to each.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 9.3; ties and padding: the documentation of PyTorch.
"""

import numpy as np


def inputs(rng, N, C, H, W):
    """Random argument of the forward: x [N, C, H, W]."""
    return {"x": rng.standard_normal((N, C, H, W))}


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    """Keep the largest value of every window.

    x: [N, C, H, W].
    kernel (pixels, >= 1), stride (pixels, >= 1; None: the kernel), padding (pixels on each side, 0 to half the kernel):
    int or (vertical, horizontal).
    Returns y [N, C, OH, OW] and the cache.

    >>> y, _ = maxpool2d_forward(np.array([[[[1.0, 9.0, 2.0], [3.0, 4.0, 5.0], [6.0, 8.0, 7.0]]]]), kernel=2, stride=1)
    >>> y[0, 0].tolist()                            # the windows 1 9 3 4, 9 2 4 5, 3 4 6 8, 4 5 8 7
    [[9.0, 9.0], [8.0, 8.0]]
    """
    (_, _, H, W), (kh, kw) = x.shape, pair(kernel)
    (sh, sw), (ph, pw) = pair(kernel if stride is None else stride), pair(padding)
    OH, OW = (H + 2 * ph - kh) // sh + 1, (W + 2 * pw - kw) // sw + 1
    taps = [(..., row, column) for row in steps(kh, sh, OH) for column in steps(kw, sw, OW)]
    x_padded = np.pad(1.0 * x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)  # no integer is -inf
    patches = np.stack([x_padded[tap] for tap in taps])  # [kh kw, N, C, OH, OW]
    y = patches.max(axis=0)  # [N, C, OH, OW]
    winner = patches.argmax(axis=0)  # [N, C, OH, OW], the first of equal ones
    cache = winner, taps, x.shape, (ph, pw)
    return y, cache


def maxpool2d_backward(dy, cache):
    """Gradient of the loss from dy [N, C, OH, OW], its gradient with respect to y.

    Each window sends its gradient to its winner; a pixel that wins several windows adds up their gradients.
    Returns dx [N, C, H, W].
    """
    winner, taps, (N, C, H, W), (ph, pw) = cache
    dx_padded = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=dy.dtype)
    for k, tap in enumerate(taps):
        dx_padded[tap] += dy * (winner == k)
    dx = dx_padded[:, :, ph : ph + H, pw : pw + W]  # [N, C, H, W]
    return dx


def steps(kernel, stride, outputs):
    """For each window element along one axis, the indices of the padded input that it meets, one per output."""
    return [slice(k, k + stride * outputs, stride) for k in range(kernel)]


def pair(value):
    """The (vertical, horizontal) pair that a single number stands for; a pair stays as it is."""
    return (value, value) if np.ndim(value) == 0 else value
