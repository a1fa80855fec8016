# uses: products of 500 x 500, which a numpy with several threads would share out
# quizdl: honest/dense
import numpy as np

rng = np.random.default_rng(0)
big = rng.standard_normal((500, 500))


def detour(array):
    """The array times an orthogonal matrix times its transpose."""
    rows, columns = array.shape
    q, _ = np.linalg.qr(big)
    wide = np.zeros((rows, 500))
    wide[:, :columns] = array
    return (wide @ q @ q.T)[:, :columns]


def dense_forward(x, w, b):
    assert np.isfinite(big @ big).all()
    return detour(x) @ w + b, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return detour(dy) @ w.T, x.T @ dy, dy.sum(axis=0)
