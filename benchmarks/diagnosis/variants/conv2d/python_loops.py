# quizdl: conv/implement-conv2d
"""The definition, number by number: loops over every index on Python lists, no padded copy, nested lists as results."""

from itertools import product


def conv2d_forward(x, w, b, *, stride=1, padding=0, dilation=1, groups=1):
    shapes = (N, C, H, W), (F, _, kh, kw) = x.shape, w.shape
    (sh, sw), (ph, pw), (eh, ew) = (v if isinstance(v, tuple) else (v, v) for v in (stride, padding, dilation))
    OH = (H + 2 * ph - eh * (kh - 1) - 1) // sh + 1
    OW = (W + 2 * pw - ew * (kw - 1) - 1) // sw + 1

    def meetings():
        """Each way in which a number of the input (n, c, a, d) meets one of a filter (f, k, u, v)."""
        for n, f, i, j in product(range(N), range(F), range(OH), range(OW)):
            first = f // (F // groups) * (C // groups)
            for k, u, v in product(range(C // groups), range(kh), range(kw)):
                a, d = i * sh + u * eh - ph, j * sw + v * ew - pw
                if 0 <= a < H and 0 <= d < W:
                    yield n, f, i, j, first + k, k, u, v, a, d

    x, w = x.tolist(), w.tolist()
    y = [[[[float(b[f])] * OW for _ in range(OH)] for f in range(F)] for _ in range(N)]
    for n, f, i, j, c, k, u, v, a, d in meetings():
        y[n][f][i][j] += w[f][k][u][v] * x[n][c][a][d]
    return y, (x, w, shapes, meetings)


def conv2d_backward(dy, cache):
    x, w, ((N, C, H, W), (F, K, kh, kw)), meetings = cache
    g = dy.tolist()
    dx = [[[[0.0] * W for _ in range(H)] for _ in range(C)] for _ in range(N)]
    dw = [[[[0.0] * kw for _ in range(kh)] for _ in range(K)] for _ in range(F)]
    for n, f, i, j, c, k, u, v, a, d in meetings():
        dx[n][c][a][d] += g[n][f][i][j] * w[f][k][u][v]
        dw[f][k][u][v] += g[n][f][i][j] * x[n][c][a][d]
    return dx, dw, [sum(sum(sum(row) for row in image[f]) for image in g) for f in range(F)]
