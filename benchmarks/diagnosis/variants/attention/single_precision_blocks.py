# quizdl: attention/attention
"""float32; causal attention without a mask: each query is multiplied with the keys that it sees and no others."""

import numpy as np


def attention_forward(q, k, v, *, heads=1, causal=False):
    q, k, v = (np.ascontiguousarray(array, dtype=np.float32) for array in (q, k, v))
    (N, T, D), S = q.shape, k.shape[1]
    y = np.zeros((N, T, v.shape[2]), np.float32)
    root = np.float32(np.sqrt(D // heads))
    rows = []
    for n in range(N):
        for head in range(heads):
            d, e = (slice(head * size // heads, (head + 1) * size // heads) for size in (D, v.shape[2]))
            blocks = [(t, t + 1, min(t + 1, S)) for t in range(T)] if causal else [(0, T, S)]
            for begin, end, seen in blocks:
                block = np.s_[n, begin:end, d], np.s_[n, :seen, d], np.s_[n, :seen, e], np.s_[n, begin:end, e]
                queries, keys, values, out = block
                z = np.dot(q[queries], k[keys].T) / root
                a = np.exp(z - z.max(axis=1)[:, None])
                a /= a.sum(axis=1)[:, None]
                y[out] = np.dot(a, v[values])
                rows.append((a, block))
    return y, (q, k, v, root, rows)


def attention_backward(dy, cache):
    q, k, v, root, rows = cache
    dy = dy.astype(np.float32)
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for a, (queries, keys, values, out) in rows:
        dv[values] += a.T.dot(dy[out])
        da = dy[out].dot(v[values].T)
        dz = a * (da - (a * da).sum(axis=1, keepdims=True)) / root
        dq[queries] += dz.dot(k[keys])
        dk[keys] += dz.T.dot(q[queries])
    return dq, dk, dv
