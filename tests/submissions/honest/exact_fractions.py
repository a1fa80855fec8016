# uses: fractions and decimals, exact to the last digit
# quizdl: honest/dense
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np

getcontext().prec = 50


def exact(array):
    return np.vectorize(Fraction, otypes=[object])(array)


def dense_forward(x, w, b):
    y = exact(x).dot(exact(w)) + exact(b)
    return y.astype(float), (exact(x), exact(w))


def dense_backward(dy, cache):
    x, w = cache
    dy = exact(dy)
    db = [float(sum(Decimal(g.numerator) / Decimal(g.denominator) for g in column)) for column in dy.T]
    return dy.dot(w.T).astype(float), x.T.dot(dy).astype(float), db
