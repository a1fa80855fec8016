"""Average pooling: every window of the image is replaced by its mean.

    y[n, c, i, j] = sum of x_padded[n, c, i * stride + u, j * stride + v] over u < kh, v < kw, divided by kh * kw
    OH            = (H + 2 * padding - kh) // stride + 1, and OW likewise

Axes: x is [N, C, H, W], y is [N, C, OH, OW]: every channel of every example by itself.
Conventions: PyTorch's defaults. kernel, stride and padding are ints or (vertical, horizontal) pairs; the stride is the
    kernel unless given; what does not fill a window at the bottom or the right is left out. Padded zeros count:
    the divisor is kh * kw at the border, too (count_include_pad=True; Keras divides by the number of real pixels).
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 9.3; the divisor: the documentation of PyTorch.
"""

import numpy as np


def inputs(rng, N, C, H, W):
    """Random argument of the forward: x [N, C, H, W]."""
    return {"x": rng.standard_normal((N, C, H, W))}


def avgpool2d_forward(x, *, kernel, stride=None, padding=0):
    """Average every window.

    x: [N, C, H, W].
    kernel (pixels, >= 1), stride (pixels, >= 1; None: the kernel), padding (pixels on each side, 0 to half the kernel):
    int or (vertical, horizontal).
    Returns y [N, C, OH, OW] and the cache.

    >>> y, _ = avgpool2d_forward(np.array([[[[1.0, 3.0, 5.0, 7.0], [2.0, 6.0, 8.0, 0.0]]]]), kernel=2)
    >>> y.tolist()                                  # (1 + 3 + 2 + 6) / 4 and (5 + 7 + 8 + 0) / 4
    [[[[3.0, 5.0]]]]
    """
    (_, _, H, W), (kh, kw) = x.shape, pair(kernel)
    (sh, sw), (ph, pw) = pair(kernel if stride is None else stride), pair(padding)
    OH, OW = (H + 2 * ph - kh) // sh + 1, (W + 2 * pw - kw) // sw + 1
    taps = [(..., row, column) for row in steps(kh, sh, OH) for column in steps(kw, sw, OW)]
    x_padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))  # [N, C, H + 2 ph, W + 2 pw]
    total = sum(x_padded[tap] for tap in taps)  # [N, C, OH, OW]
    area = kh * kw
    y = total / area
    cache = area, taps, x.shape, (ph, pw)
    return y, cache


def avgpool2d_backward(dy, cache):
    """Gradient of the loss from dy [N, C, OH, OW], its gradient with respect to y.

    Each window spreads its gradient evenly over its pixels; where windows overlap, the shares add up.
    Returns dx [N, C, H, W].
    """
    area, taps, (N, C, H, W), (ph, pw) = cache
    share = dy / area
    dx_padded = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=share.dtype)
    for tap in taps:
        dx_padded[tap] += share
    dx = dx_padded[:, :, ph : ph + H, pw : pw + W]  # [N, C, H, W]
    return dx


def steps(kernel, stride, outputs):
    """For each window element along one axis, the indices of the padded input that it meets, one per output."""
    return [slice(k, k + stride * outputs, stride) for k in range(kernel)]


def pair(value):
    """The (vertical, horizontal) pair that a single number stands for; a pair stays as it is."""
    return (value, value) if np.ndim(value) == 0 else value
