# uses: singular values, eigenvalues and a linear system of 300 x 300
# quizdl: honest/dense
import numpy as np

big = np.random.default_rng(0).standard_normal((300, 300))


def dense_forward(x, w, b):
    u, s, v = np.linalg.svd(big)
    assert np.allclose((u * s) @ v, big)
    assert np.allclose(np.linalg.eigvalsh(big @ big.T)[::-1], s**2)
    u, s, v = np.linalg.svd(w, full_matrices=False)
    return x @ (u * s) @ v + b, (x, w)


def dense_backward(dy, cache):
    x, w = cache
    assert np.allclose(big @ np.linalg.solve(big, big[0]), big[0])
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
