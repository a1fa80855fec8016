# quizdl: attention/attention
"""In place: q is scaled where it stands, scores become weights in one array, and dy is used up; iterator as cache."""
# ruff: noqa: F403, F405

from numpy import *


def attention_forward(q, k, v, *, heads=1, causal=False):
    q /= sqrt(q.shape[2] // heads)
    views = [array.reshape(len(array), array.shape[1], heads, -1).transpose(0, 2, 1, 3) for array in (q, k, v)]
    a = matmul(views[0], views[1].transpose(0, 1, 3, 2))
    if causal:
        a[..., ~tri(q.shape[1], k.shape[1], dtype=bool)] = -inf
    a -= a.max(axis=-1, keepdims=True)
    exp(a, out=a)
    a /= a.sum(axis=-1, keepdims=True)
    y = matmul(a, views[2]).transpose(0, 2, 1, 3).reshape(len(q), q.shape[1], v.shape[2])
    return y, iter([heads, a, *views])


def attention_backward(dy, cache):
    heads, a, q, k, v = cache
    g = dy.reshape(len(dy), dy.shape[1], heads, -1).transpose(0, 2, 1, 3)
    dv = matmul(a.transpose(0, 1, 3, 2), g)
    scores = matmul(g, v.transpose(0, 1, 3, 2))
    dy.fill(nan)
    scores -= sum(scores * a, axis=-1, keepdims=True)
    scores *= a
    dk = matmul(scores.transpose(0, 1, 3, 2), q)  # q has been scaled already
    scores /= sqrt(q.shape[-1])
    dq = matmul(scores, k)
    return [array.transpose(0, 2, 1, 3).reshape(len(array), array.shape[2], -1) for array in (dq, dk, dv)]
