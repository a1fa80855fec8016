# quizdl: batchnorm/implement
"""Objects as caches: a class for training and one for inference, each with its own backward."""

from functools import cached_property

import numpy as np


class Inference:
    """Normalizes with statistics that are constants."""

    def __init__(self, x, gamma, beta, mean, var, eps):
        self.axes = tuple(axis for axis in range(x.ndim) if axis != 1)
        self.x, self.mean, self.var, self.eps = x, self.wide(mean), self.wide(var), eps
        self.gamma, self.beta = self.wide(gamma), self.wide(beta)

    def wide(self, values):
        """One value per feature, so that it broadcasts along axis 1."""
        return np.expand_dims(np.asarray(values), self.axes)

    @cached_property
    def std(self):
        return np.sqrt(self.var + self.eps)

    @cached_property
    def x_hat(self):
        return (self.x - self.mean) / self.std

    def __call__(self):
        return self.gamma * self.x_hat + self.beta

    def gradients(self, dy):
        return self.to_x(dy * self.gamma), (dy * self.x_hat).sum(self.axes), dy.sum(self.axes)

    def to_x(self, dx_hat):
        return dx_hat / self.std


class Training(Inference):
    """Normalizes with the statistics of the minibatch."""

    def __init__(self, x, gamma, beta, eps):
        axes = tuple(axis for axis in range(x.ndim) if axis != 1)
        super().__init__(x, gamma, beta, x.mean(axes), x.var(axes), eps)

    def updated(self, running_mean, running_var, momentum):
        n = self.x.size / self.mean.size
        running_mean = (1 - momentum) * running_mean + momentum * self.mean.ravel()
        if n > 1:
            running_var = (1 - momentum) * running_var + momentum * n / (n - 1) * self.var.ravel()
        return running_mean, running_var

    def to_x(self, dx_hat):
        def average(values):
            return values.mean(self.axes, keepdims=True)

        return (dx_hat - average(dx_hat) - self.x_hat * average(dx_hat * self.x_hat)) / self.std


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    if training:
        layer = Training(x, gamma, beta, eps)
        running_mean, running_var = layer.updated(running_mean, running_var, momentum)
    else:
        layer = Inference(x, gamma, beta, running_mean, running_var, eps)
    return layer(), running_mean, running_var, layer


def batchnorm_backward(dy, cache):
    return cache.gradients(dy)
