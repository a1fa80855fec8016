# expects: 10; Right: every check passed.
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Normalizer:
    eps: float
    axes: tuple = field(default=(0,))

    def __call__(self, x, mean, var):
        self.inverse = 1 / np.sqrt(np.expand_dims(var, self.axes) + self.eps)
        self.x_hat = (x - np.expand_dims(mean, self.axes)) * self.inverse
        return self.x_hat


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-5):
    layer = Normalizer(eps, (0, *range(2, x.ndim)))
    layer.gamma = np.expand_dims(gamma, layer.axes)
    layer.training = training
    mean, var = (x.mean(layer.axes), x.var(layer.axes)) if training else (running_mean, running_var)
    y = layer.gamma * layer(x, mean, var) + np.expand_dims(beta, layer.axes)
    if training:
        n = x.size / mean.size
        running_mean = running_mean + momentum * (mean - running_mean)
        running_var = running_var + momentum * (var * n / (n - 1) - running_var) if n > 1 else running_var
    return y, running_mean, running_var, layer


def batchnorm_backward(dy, layer):
    dgamma = np.sum(dy * layer.x_hat, axis=layer.axes)
    dbeta = np.sum(dy, axis=layer.axes)
    dx = dy * layer.gamma * layer.inverse
    if layer.training:
        n = dy.size / dbeta.size
        flat = np.expand_dims(dbeta, layer.axes) + layer.x_hat * np.expand_dims(dgamma, layer.axes)
        dx = dx - flat / n * layer.gamma * layer.inverse
    return dx, dgamma, dbeta
