# quizdl: pooling/implement-maxpool2d
"""Plain loops on nested lists: each window is searched with a strict comparison, the winner is kept by its place."""


def maxpool2d_forward(x, *, kernel, stride=None, padding=0):
    N, C, H, W = x.shape
    kh, kw = both(kernel)
    sh, sw = both(kernel if stride is None else stride)
    ph, pw = both(padding)
    OH, OW = (H + 2 * ph - kh) // sh + 1, (W + 2 * pw - kw) // sw + 1
    pixels = x.tolist()
    y = [[[[0.0] * OW for _ in range(OH)] for _ in range(C)] for _ in range(N)]
    winners = {}
    for n in range(N):
        for c in range(C):
            image = pixels[n][c]
            for i in range(OH):
                for j in range(OW):
                    best = None
                    for a in range(i * sh - ph, i * sh - ph + kh):
                        for d in range(j * sw - pw, j * sw - pw + kw):
                            inside = 0 <= a < H and 0 <= d < W
                            if inside and (best is None or image[a][d] > image[best[0]][best[1]]):
                                best = a, d
                    y[n][c][i][j] = image[best[0]][best[1]]
                    winners[n, c, i, j] = best
    return y, (winners, x.shape)


def maxpool2d_backward(dy, cache):
    winners, (N, C, H, W) = cache
    dx = [[[[0.0] * W for _ in range(H)] for _ in range(C)] for _ in range(N)]
    for (n, c, i, j), (a, d) in winners.items():
        dx[n][c][a][d] += float(dy[n, c, i, j])
    return dx


def both(value):
    return (value, value) if isinstance(value, int) else value
