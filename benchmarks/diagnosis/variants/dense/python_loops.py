# quizdl: dense-vs-conv/implement-dense
"""Three nested loops over Python floats; lists are returned."""


def dense_forward(x, w, b):
    x, w, b = x.tolist(), w.tolist(), b.tolist()
    y = [[sum(row[i] * w[i][j] for i in range(len(w))) + b[j] for j in range(len(b))] for row in x]
    return y, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    N, D, M = len(x), len(w), len(w[0])
    dx = [[0.0] * D for _ in range(N)]
    dw = [[0.0] * M for _ in range(D)]
    db = [0.0] * M
    for n in range(N):
        for j in range(M):
            g = float(dy[n][j])
            db[j] += g
            for i in range(D):
                dx[n][i] += g * w[i][j]
                dw[i][j] += g * x[n][i]
    return dx, dw, db
