"""Scaled dot-product attention: every query receives the average of the values, weighted by how well the keys match it.

    a = softmax(q k' / sqrt(d))               d = D / heads, a row of weights per query
    y = a v

Axes: q is [N, T, D] (T queries), k is [N, S, D] and v is [N, S, E] (S keys with their values); y is [N, T, E].
    With heads, D and E are cut into `heads` neighboring parts; each part attends by itself, and the results are put
    side by side. Inside, a is [N, heads, T, S] and its rows, over the keys, sum to 1.
Conventions: PyTorch's scaled_dot_product_attention. The scale is 1 / sqrt of the size of *one head*. causal hides
    from query t all keys later than t: their scores become -inf *before* the softmax, so the rest still sums to 1.
    The projections of multi-head attention (w_q, w_k, w_v, w_o) are dense layers and not part of this one.
Source: Vaswani et al. 2017, sections 3.2.1 (scaling), 3.2.2 (heads) and 3.2.3 (masking).
"""

import math

import numpy as np


def inputs(rng, N, T, D, S=None, E=None):
    """Random arguments of the forward: q [N, T, D], k [N, S, D], v [N, S, E]; S is T and E is D unless given."""
    S, E = S or T, E or D
    return {
        "q": rng.standard_normal((N, T, D)),
        "k": rng.standard_normal((N, S, D)),
        "v": rng.standard_normal((N, S, E)),
    }


def attention_forward(q, k, v, *, heads=1, causal=False):
    """Mix the values for every query.

    q: [N, T, D]. k: [N, S, D]. v: [N, S, E]. heads: number of heads, divides D and E.
    causal: True lets query t see the keys 0 to t only.
    Returns y [N, T, E] and the cache.

    >>> q, v = np.array([[[0.0], [np.log(3)]]]), np.array([[[0.0], [8.0]]])
    >>> y, _ = attention_forward(q, np.array([[[0.0], [1.0]]]), v)
    >>> y.round(12).tolist()                        # query 0 weighs 1 : 1, query 1 weighs 1 : 3
    [[[4.0], [6.0]]]
    >>> y, _ = attention_forward(q, np.array([[[0.0], [1.0]]]), v, causal=True)
    >>> y.round(12).tolist()                        # query 0 sees value 0 alone
    [[[0.0], [6.0]]]
    """
    q, k, v = split(q, heads), split(k, heads), split(v, heads)  # [N, h, T, d], [N, h, S, d], [N, h, S, E / h]
    scale = 1 / math.sqrt(q.shape[-1])
    scores = q @ k.swapaxes(2, 3) * scale  # [N, h, T, S]
    if causal:
        visible = np.tri(*scores.shape[2:], dtype=bool)  # [T, S]
        scores = np.where(visible, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    a = e / e.sum(axis=-1, keepdims=True)
    y = merge(a @ v)  # [N, T, E]
    cache = q, k, v, a, scale
    return y, cache


def attention_backward(dy, cache):
    """Gradients of the loss from dy [N, T, E], its gradient with respect to y.

    A hidden key has weight 0, so the softmax's backward sends nothing to it: no mask is needed here.
    Returns dq [N, T, D], dk [N, S, D], dv [N, S, E].
    """
    q, k, v, a, scale = cache
    dy = split(dy, q.shape[1])  # [N, h, T, E / h]
    dv = merge(a.swapaxes(2, 3) @ dy)  # [N, S, E]
    da = dy @ v.swapaxes(2, 3)  # [N, h, T, S]
    dscores = a * (da - (da * a).sum(axis=-1, keepdims=True)) * scale
    dq = merge(dscores @ k)  # [N, T, D]
    dk = merge(dscores.swapaxes(2, 3) @ q)  # [N, S, D]
    return dq, dk, dv


def split(x, heads):
    """Cut the features of x [N, T, D] into heads: [N, heads, T, D / heads]."""
    N, T, D = x.shape
    return x.reshape(N, T, heads, D // heads).swapaxes(1, 2)


def merge(x):
    """Undo split: x [N, heads, T, d] becomes [N, T, heads * d]."""
    N, heads, T, d = x.shape
    return x.swapaxes(1, 2).reshape(N, T, heads * d)
