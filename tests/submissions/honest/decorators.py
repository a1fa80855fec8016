# uses: decorators with arguments, decorators that are classes, and a stack of them
# quizdl: honest/norm
import functools

import numpy as np


def checked(**shapes):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*arguments, **options):
            assert all(np.ndim(argument) >= least for argument, least in zip(arguments, shapes.values()))
            return function(*arguments, **options)

        return wrapper

    return decorate


class Counted:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *arguments, **options):
        self.calls += 1
        return self.function(*arguments, **options)


@Counted
@checked(x=2, gamma=1, beta=1)
def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    x_hat = (x - mean) * (var + eps) ** -0.5
    return gamma * x_hat + beta, (x_hat, gamma, var + eps)


@Counted
@functools.lru_cache(maxsize=None)
def size_of(shape):
    return len(shape)


@Counted
@checked(dy=2)
def layernorm_backward(dy, cache):
    x_hat, gamma, var = cache
    axes = tuple(range(size_of(dy.shape) - 1))
    g = dy * gamma
    dx = (g - g.mean(-1, keepdims=True) - x_hat * (g * x_hat).mean(-1, keepdims=True)) * var**-0.5
    return dx, (dy * x_hat).sum(axes), dy.sum(axes)
