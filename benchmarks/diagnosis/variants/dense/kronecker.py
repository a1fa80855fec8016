# quizdl: dense-vs-conv/implement-dense
"""The layer as linear maps of flattened arrays: matrices made with np.kron, used forward and, transposed, backward."""

import numpy as np


def dense_forward(x, w, b):
    (N, D), M = x.shape, w.shape[1]
    of_w = np.kron(x, np.eye(M))  # [N M, D M] times the flattened w
    of_b = np.kron(np.ones((N, 1)), np.eye(M))  # [N M, M] times b
    of_x = np.kron(np.eye(N), w.T)  # [N M, N D] times the flattened x, for the backward
    y = of_w @ w.ravel() + of_b @ b
    return y.reshape(N, M), ((of_x, (N, D)), (of_w, (D, M)), (of_b, (M,)))


def dense_backward(dy, cache):
    return tuple((matrix.T @ dy.ravel()).reshape(shape) for matrix, shape in cache)
