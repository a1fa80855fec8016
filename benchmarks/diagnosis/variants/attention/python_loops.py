# quizdl: attention/attention
"""Query by query and number by number, with math alone; only keys that a query sees are looped over."""

import math


def attention_forward(q, k, v, *, heads=1, causal=False):
    (N, T, D), (S, E) = q.shape, v.shape[1:]
    d, e = D // heads, E // heads
    q, k, v = q.tolist(), k.tolist(), v.tolist()
    y = [[[0.0] * E for _ in range(T)] for _ in range(N)]
    weights = {}
    for n in range(N):
        for head in range(heads):
            for t in range(T):
                seen = range(min(t + 1, S)) if causal else range(S)
                features = range(head * d, (head + 1) * d)
                scores = [math.fsum(q[n][t][m] * k[n][s][m] for m in features) / math.sqrt(d) for s in seen]
                largest = max(scores)
                parts = [math.exp(score - largest) for score in scores]
                weights[n, head, t] = [part / math.fsum(parts) for part in parts]
                for m in range(head * e, (head + 1) * e):
                    y[n][t][m] = math.fsum(a * v[n][s][m] for s, a in enumerate(weights[n, head, t]))
    return y, (q, k, v, weights, d, e)


def attention_backward(dy, cache):
    q, k, v, weights, d, e = cache
    dy = dy.tolist()
    dq, dk, dv = ([[[0.0] * len(row) for row in example] for example in array] for array in (q, k, v))
    for (n, head, t), row in weights.items():
        outputs, features = range(head * e, (head + 1) * e), range(head * d, (head + 1) * d)
        drow = [math.fsum(dy[n][t][m] * v[n][s][m] for m in outputs) for s in range(len(row))]
        average = math.fsum(a * da for a, da in zip(row, drow, strict=True))
        for s, (a, da) in enumerate(zip(row, drow, strict=True)):
            for m in outputs:
                dv[n][s][m] += a * dy[n][t][m]
            dscore = a * (da - average) / math.sqrt(d)
            for m in features:
                dq[n][t][m] += dscore * k[n][s][m]
                dk[n][s][m] += dscore * q[n][t][m]
    return dq, dk, dv
