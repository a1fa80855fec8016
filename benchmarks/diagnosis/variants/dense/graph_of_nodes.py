# quizdl: dense-vs-conv/implement-dense
"""A product node and a sum node that remember what went into them; the cache is the list of nodes."""

import numpy as np


class Product:
    def forward(self, left, right):
        self.left, self.right = left, right
        return np.matmul(left, right)

    def backward(self, dout):
        return np.matmul(dout, self.right.transpose()), np.matmul(self.left.transpose(), dout)


class Sum:
    def forward(self, matrix, row):
        self.rows = matrix.shape[0]
        return matrix + np.tile(row, (self.rows, 1))

    def backward(self, dout):
        return dout, np.ones((1, self.rows)).dot(dout)[0]


def dense_forward(x, w, b):
    product, plus = nodes = [Product(), Sum()]
    return plus.forward(product.forward(x, w), b), nodes


def dense_backward(dy, cache):
    product, plus = cache
    dproduct, db = plus.backward(dy)
    dx, dw = product.backward(dproduct)
    return dx, dw, db
