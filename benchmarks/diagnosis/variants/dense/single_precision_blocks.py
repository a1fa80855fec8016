# quizdl: dense-vs-conv/implement-dense
"""float32, with the weights cut into blocks of two output units; the results are lists of such blocks put together."""

import numpy as np

BLOCK = 2


def dense_forward(x, w, b):
    x = x.astype(np.float32)
    starts = range(0, w.shape[1], BLOCK)
    blocks = [np.asfortranarray(w[:, j : j + BLOCK], dtype=np.float32) for j in starts]
    biases = [b[j : j + BLOCK].astype(np.float32) for j in starts]
    y = np.concatenate([x @ block + bias for block, bias in zip(blocks, biases, strict=True)], axis=1)
    return y, (x, blocks)


def dense_backward(dy, cache):
    x, blocks = cache
    dx, dw, db = np.zeros_like(x), [], []
    for k, block in enumerate(blocks):
        part = np.float32(dy[:, k * BLOCK : (k + 1) * BLOCK])
        dx += part @ block.T
        dw.append(x.T @ part)
        db.append(part.sum(axis=0))
    return dx, np.concatenate(dw, axis=1), np.concatenate(db)
