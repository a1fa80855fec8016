# quizdl: rnn/lstm-sequence
"""The backward is not derived by hand: a small tape records the forward and is run through from its end."""

import numpy as np


class Node:
    """A value on a tape, with the functions that send its gradient on to what it was made from."""

    def __init__(self, tape, value, *parents):
        self.tape, self.value, self.parents = tape, value, parents
        self.gradient = np.zeros_like(value)
        tape.append(self)

    def __matmul__(self, other):
        return Node(
            self.tape,
            self.value @ other.value,
            (self, lambda g: g @ other.value.T),
            (other, lambda g: self.value.T @ g),
        )

    def __add__(self, other):
        row = other.value.ndim == 1
        return Node(
            self.tape, self.value + other.value, (self, lambda g: g), (other, lambda g: g.sum(axis=0) if row else g)
        )

    def __mul__(self, other):
        return Node(
            self.tape, self.value * other.value, (self, lambda g: g * other.value), (other, lambda g: g * self.value)
        )

    def tanh(self):
        y = np.tanh(self.value)
        return Node(self.tape, y, (self, lambda g: g * (1 - y * y)))

    def sigmoid(self):
        y = np.exp(-np.logaddexp(0, -self.value))
        return Node(self.tape, y, (self, lambda g: g * y * (1 - y)))

    def __getitem__(self, place):
        def spread(g):
            whole = np.zeros_like(self.value)
            whole[place] = g
            return whole

        return Node(self.tape, self.value[place], (self, spread))


def lstm_forward(x, h0, c0, w_x, w_h, b):
    tape = []
    leaves = x, h, c, w_x, w_h, b = [Node(tape, array) for array in (x, h0, c0, w_x, w_h, b)]
    H, states = h.value.shape[1], []
    for t in range(x.value.shape[1]):
        z = x[:, t] @ w_x + h @ w_h + b
        i, f, g, o = (z[:, k * H : (k + 1) * H] for k in range(4))
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        states.append(h)
    return np.stack([state.value for state in states], axis=1), c.value, (tape, leaves, states, c)


def lstm_backward(dh, dc, cache):
    tape, leaves, states, c = cache
    for t, state in enumerate(states):
        state.gradient = state.gradient + dh[:, t]
    c.gradient = c.gradient + dc
    while tape:
        node = tape.pop()
        for parent, back in node.parents:
            parent.gradient = parent.gradient + back(node.gradient)
    return [leaf.gradient for leaf in leaves]
