"""Scaled dot-product attention, faster: the interface and the results of reference/attention.py.

1. The softmax is never written down: y = (e v) / total with e = exp(scores) and its sums over the keys; so no large
   array is divided. Powers of 2 are cheaper than those of e: log2(e) goes into the scale of q.
2. The backward needs a only as e / total, and dy is divided by total instead. The sum of da * a over the keys equals
   that of dy * y over the features, which is far smaller; a column of ones beside v subtracts it within a product.
3. The largest score of a row is subtracted only where it matters: if every total lies between 1e-9 and 1e9, nothing
   overflowed and nothing underflowed that counts. Hidden keys are multiplied by 0, before the sums.
4. Small products are faster with a transposed *copy* than with a transposed view of the right factor.
"""

import math

import numpy as np


def attention_forward(q, k, v, *, heads=1, causal=False):
    """Mix the values for every query: q [N, T, D], k [N, S, D], v [N, S, E].

    Returns y [N, T, E] and the cache.

    >>> q, v = np.array([[[0.0], [np.log(3)]]]), np.array([[[0.0], [8.0]]])
    >>> y, _ = attention_forward(q, np.array([[[0.0], [1.0]]]), v)
    >>> y.round(12).tolist()                        # query 0 weighs 1 : 1, query 1 weighs 1 : 3
    [[[4.0], [6.0]]]
    """
    q, k, v = split(q, heads), split(k, heads), split(v, heads).copy()  # [N, h, T, d], [N, h, S, d], [N, h, S, E / h]
    q = q * (math.log2(math.e) / math.sqrt(q.shape[-1]))
    k_t = k.swapaxes(2, 3).copy()  # [N, h, d, S]
    ones = np.ones(k.shape[2], dtype=v.dtype)
    visible = np.tri(q.shape[2], k.shape[2], dtype=q.dtype) if causal else 1  # [T, S]
    with np.errstate(over="ignore", invalid="ignore"):
        e = q @ k_t  # [N, h, T, S]
        np.exp2(e, out=e)
        if causal:
            e *= visible
        total = e @ ones  # [N, h, T]
    if not (total.min() > 1e-9 and total.max() < 1e9):  # in this order nan counts as out of range
        scores = np.where(visible > 0, q @ k_t, -np.inf) if causal else q @ k_t
        e = np.exp2(scores - scores.max(axis=-1, keepdims=True))
        total = e @ ones
    total = total[..., None]  # [N, h, T, 1]
    by_head = e @ v  # [N, h, T, E / h]
    by_head /= total
    y = merge(by_head)  # [N, T, E]
    cache = q, k, v, e, total, by_head
    return y, cache


def attention_backward(dy, cache):
    """Gradients dq [N, T, D], dk [N, S, D], dv [N, S, E] from dy [N, T, E]."""
    q, k, v, e, total, by_head = cache
    dy = split(dy, q.shape[1]) / total  # [N, h, T, E / h]
    dv = merge(e.swapaxes(2, 3) @ dy)  # [N, S, E]
    average = np.einsum("nhte,nhte->nht", dy, by_head)[..., None]  # [N, h, T, 1]
    v1 = np.concatenate([v, np.ones_like(v[..., :1])], axis=-1)  # [N, h, S, E / h + 1]
    dscores = np.concatenate([dy, -average], axis=-1) @ v1.swapaxes(2, 3).copy()  # [N, h, T, S]
    dscores *= e
    dq = merge(dscores @ k)  # [N, T, D]
    dq *= 1 / math.sqrt(q.shape[-1])
    dk = merge(dscores.swapaxes(2, 3) @ q)  # [N, S, D]
    dk *= math.log(2)  # q holds the scale and log2(e)
    return dq, dk, dv


def split(x, heads):
    """Cut the features of x [N, T, D] into heads: [N, heads, T, D / heads]."""
    N, T, D = x.shape
    return x.reshape(N, T, heads, D // heads).swapaxes(1, 2)


def merge(x):
    """Undo split: x [N, heads, T, d] becomes [N, T, heads * d]."""
    N, heads, T, d = x.shape
    return x.swapaxes(1, 2).reshape(N, T, heads * d)
