# uses: lists of floats and math, without a line of numpy
# quizdl: honest/softmax
from math import exp, fsum


def softmax_forward(x):
    rows = []
    for row in x.tolist():
        e = [exp(value - max(row)) for value in row]
        rows.append([value / fsum(e) for value in e])
    return rows, rows


def softmax_backward(dy, cache):
    return [
        [p * (g - fsum(a * b for a, b in zip(ps, gs))) for p, g in zip(ps, gs)] for ps, gs in zip(cache, dy.tolist())
    ]
