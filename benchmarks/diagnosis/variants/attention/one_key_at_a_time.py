# quizdl: attention/attention
"""As in FlashAttention: keys arrive one by one, maximum and sum run along, and the weights are made again backward."""

import numpy as np


def attention_forward(q, k, v, *, heads=1, causal=False):
    q, k, v = (by_head(array, heads) for array in (q, k, v))  # [N, h, positions, size]
    scale = 1 / np.sqrt(q.shape[-1])
    largest = np.full(q.shape[:3], -np.inf)
    total = np.zeros(q.shape[:3])
    y = np.zeros((*q.shape[:3], v.shape[-1]))
    for s in range(k.shape[2]):
        first = s if causal else 0  # queries before the key do not see it
        now = slice(first, None)
        score = scale * (q[:, :, now] * k[:, :, s, None]).sum(axis=-1)
        new = np.maximum(largest[:, :, now], score)
        shrink, e = np.exp(largest[:, :, now] - new), np.exp(score - new)
        total[:, :, now] = total[:, :, now] * shrink + e
        y[:, :, now] = y[:, :, now] * shrink[..., None] + e[..., None] * v[:, :, s, None]
        largest[:, :, now] = new
    y /= total[..., None]
    return joined(y), (q, k, v, y, largest, total, scale, causal)


def attention_backward(dy, cache):
    q, k, v, y, largest, total, scale, causal = cache
    g = by_head(dy, q.shape[1])
    average = (g * y).sum(axis=-1)
    dq, dk, dv = np.zeros_like(q), np.zeros_like(k), np.zeros_like(v)
    for s in range(k.shape[2]):
        now = slice(s if causal else 0, None)
        score = scale * np.einsum("nhtd,nhd->nht", q[:, :, now], k[:, :, s])
        weight = np.exp(score - largest[:, :, now]) / total[:, :, now]
        dv[:, :, s] = np.einsum("nht,nhte->nhe", weight, g[:, :, now])
        dscore = weight * (np.einsum("nhte,nhe->nht", g[:, :, now], v[:, :, s]) - average[:, :, now]) * scale
        dq[:, :, now] += dscore[..., None] * k[:, :, s, None]
        dk[:, :, s] = np.einsum("nht,nhtd->nhd", dscore, q[:, :, now])
    return joined(dq), joined(dk), joined(dv)


def by_head(x, heads):
    return np.stack(np.split(x, heads, axis=2), axis=1)


def joined(x):
    return np.concatenate(list(x.swapaxes(0, 1)), axis=2)
