# uses: a small automatic differentiation of its own, with overloaded arithmetic; the cache is a graph with cycles
# quizdl: honest/loss
import numpy as np


class Value:
    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = np.asarray(data), parents, 0.0
        self.itself = self

    def __add__(self, other):
        return Value(self.data + other.data, [(self, lambda g: g), (other, lambda g: g)])

    def __neg__(self):
        return Value(-self.data, [(self, lambda g: -g)])

    def __sub__(self, other):
        return self + -other

    def exp(self):
        out = Value(np.exp(self.data))
        out.parents = [(self, lambda g: g * out.data)]
        return out

    def log(self):
        return Value(np.log(self.data), [(self, lambda g: g / self.data)])

    def row_sums(self):
        return Value(self.data.sum(axis=1, keepdims=True), [(self, lambda g: np.broadcast_to(g, self.data.shape))])

    def picked(self, columns):
        def scatter(g):
            full = np.zeros_like(self.data)
            full[np.arange(len(columns)), columns] = g[:, 0]
            return full

        return Value(self.data[np.arange(len(columns)), columns][:, None], [(self, scatter)])

    def backward(self, gradient):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.grad = gradient
        for node in reversed(order):
            for parent, pull in node.parents:
                parent.grad = parent.grad + pull(node.grad)


def softmax_cross_entropy_forward(logits, targets):
    x = Value(logits)
    top = Value(logits.max(axis=1, keepdims=True))
    losses = (x - top).exp().row_sums().log() + top - x.picked(targets)
    return losses.data.mean(), (x, losses)


def softmax_cross_entropy_backward(dloss, cache):
    x, losses = cache
    losses.backward(np.full(losses.data.shape, dloss / losses.data.size))
    return x.grad
