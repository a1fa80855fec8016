# uses: a class with inheritance, slots and properties, and functions that are its bound methods
# quizdl: honest/rnn
from abc import ABC, abstractmethod

import numpy as np


class Recurrent(ABC):
    __slots__ = ("_tape",)

    def __init__(self):
        self._tape = []

    @abstractmethod
    def step(self, x, h): ...

    @property
    def states(self):
        return np.stack([after for _, _, after in self._tape], axis=1)

    def run(self, x, h):
        for t in range(x.shape[1]):
            h = self.step(x[:, t], h)
        return self.states


class Tanh(Recurrent):
    __slots__ = ("b", "w_h", "w_x")

    def __init__(self, w_x, w_h, b):
        super().__init__()
        self.w_x, self.w_h, self.b = w_x, w_h, b

    def step(self, x, h):
        self._tape.append((x, h, np.tanh(x @ self.w_x + h @ self.w_h + self.b)))
        return self._tape[-1][-1]

    def gradients(self, dh):
        flow, dxs, sums = 0, [], [0, 0, 0]
        for t, (x, before, after) in reversed(list(enumerate(self._tape))):
            dz = (dh[:, t] + flow) * (1 - after**2)
            flow = dz @ self.w_h.T
            dxs.insert(0, dz @ self.w_x.T)
            sums = [total + part for total, part in zip(sums, (x.T @ dz, before.T @ dz, dz.sum(axis=0)))]
        return [np.stack(dxs, axis=1), flow, *sums]


class Network:
    def forward(self, x, h0, w_x, w_h, b):
        layer = Tanh(w_x, w_h, b)
        return layer.run(x, h0), layer

    def backward(self, dh, cache):
        return cache.gradients(dh)


network = Network()
rnn_forward = network.forward
rnn_backward = network.backward
