# quizdl: optimizers/adam
"""The state is an object that changes itself; the weights change where they stand, and the gradient is used up."""

import numpy as np


class Moments:
    def __init__(self, like):
        self.m, self.v, self.t = np.zeros(like.shape), np.zeros(like.shape), 0

    def update(self, gradient, beta1, beta2):
        self.t += 1
        self.m *= beta1
        self.m += (1 - beta1) * gradient
        gradient *= gradient
        self.v *= beta2
        gradient *= 1 - beta2
        self.v += gradient

    def direction(self, beta1, beta2, eps):
        denominator = self.v / (1 - beta2**self.t)
        np.sqrt(denominator, out=denominator)
        denominator += eps
        return self.m / (1 - beta1**self.t) / denominator


def adam_step(w, dw, state, *, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    state = Moments(w) if state is None else state
    state.update(dw, beta1, beta2)
    w -= lr * state.direction(beta1, beta2, eps)
    return w, state
