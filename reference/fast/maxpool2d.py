"""Max pooling, fast: the largest value by rows, then by columns, one image at a time; winners as flat indices.

The layer of reference/maxpool2d.py, whose docstrings hold here too. The maximum of a window is the maximum over its
columns of the maxima over its rows: kh + kw comparisons per output instead of kh * kw. The winner's place in its window
is the number of window elements, in row-major order, before the first one that equals the maximum.

Axes: those of reference/maxpool2d.py.
Conventions: those of reference/maxpool2d.py. float32 stays float32; not meant for complex steps. Inputs hold no nan.
Source: none beyond that of reference/maxpool2d.py; that a maximum over a rectangle separates is elementary.
"""

import numpy as np


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    """Keep the largest value of every window of x [N, C, H, W]; kernel, stride and padding in pixels.

    Returns y [N, C, OH, OW] and the cache.

    >>> y, _ = maxpool2d_forward(np.array([[[[1.0, 9.0, 2.0], [3.0, 4.0, 5.0], [6.0, 8.0, 7.0]]]]), kernel=2, stride=1)
    >>> y[0, 0].tolist()                            # the windows 1 9 3 4, 9 2 4 5, 3 4 6 8, 4 5 8 7
    [[9.0, 9.0], [8.0, 8.0]]
    """
    (N, C, H, W), (kh, kw) = x.shape, pair(kernel)
    (sh, sw), (ph, pw) = pair(kernel if stride is None else stride), pair(padding)
    OH, OW = (H + 2 * ph - kh) // sh + 1, (W + 2 * pw - kw) // sw + 1
    rows, columns = steps(kh, sh, OH), steps(kw, sw, OW)
    image = np.full((C, H + 2 * ph, W + 2 * pw), -np.inf, dtype=np.result_type(x, 1.0))  # no integer is -inf
    places = np.arange(image.size).reshape(image.shape)
    corners = places[:, rows[0], columns[0]]  # [C, OH, OW], index of a window's first pixel
    offsets = places[0, :kh, :kw].ravel()  # [kh kw], from there to the others
    y = np.empty((N, C, OH, OW), dtype=image.dtype)
    index = np.empty((N, C, OH, OW), dtype=np.intp)
    for n in range(N):
        image[:, ph : ph + H, pw : pw + W] = x[n]
        window_maxima(image, rows, columns, out=y[n])
        np.take(offsets, winners(image, rows, columns, y[n]), out=index[n], mode="clip")
        index[n] += corners
        index[n] += n * image.size
    cache = index, x.shape, (ph, pw)
    return y, cache


def maxpool2d_backward(dy, cache):
    """Gradient of the loss from dy [N, C, OH, OW]: dx [N, C, H, W], where winners of several windows add up."""
    index, (N, C, H, W), (ph, pw) = cache
    dx_padded = np.zeros((N, C, H + 2 * ph, W + 2 * pw), dtype=dy.dtype)
    np.add.at(dx_padded.reshape(-1), index.reshape(-1), dy.reshape(-1))  # fast for flat indices only
    dx = dx_padded[:, :, ph : ph + H, pw : pw + W]  # [N, C, H, W]
    return dx


def window_maxima(image, rows, columns, out):
    """Write the largest value of every window into out [C, OH, OW]."""
    by_rows = image[:, rows[0]]  # [C, OH, W + 2 pw]
    for row in rows[1:]:
        by_rows = np.maximum(by_rows, image[:, row])
    out[...] = by_rows[:, :, columns[0]]  # [C, OH, OW]
    for column in columns[1:]:
        np.maximum(out, by_rows[:, :, column], out=out)


def winners(image, rows, columns, maxima):
    """For every window the place, counted row by row, of its first element that equals the maximum: [C, OH, OW]."""
    place = np.zeros(maxima.shape, dtype=np.intp)
    searching = np.ones(maxima.shape, dtype=bool)
    taps = [(slice(None), row, column) for row in rows for column in columns]
    for tap in taps[:-1]:  # who is still searching then takes the last
        searching &= image[tap] != maxima
        place += searching
    return place


def steps(kernel, stride, outputs):
    """For each window element along one axis, the indices of the padded input that it meets, one per output."""
    return [slice(k, k + stride * outputs, stride) for k in range(kernel)]


def pair(value):
    """The (vertical, horizontal) pair that a single number stands for; a pair stays as it is."""
    return (value, value) if np.ndim(value) == 0 else value
