# uses: context managers of its own, ExitStack and suppress
# quizdl: honest/norm
import contextlib

import numpy as np


@contextlib.contextmanager
def careful(name):
    with np.errstate(divide="raise", over="raise"):
        try:
            yield name
        finally:
            careful.left = name


class Timer(contextlib.ContextDecorator):
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


@Timer()
def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    with contextlib.ExitStack() as stack, contextlib.suppress(KeyError):
        stack.enter_context(careful("forward"))
        mean = x.mean(axis=-1, keepdims=True)
        std = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
        x_hat = (x - mean) / std
        return gamma * x_hat + beta, (x_hat, gamma, std)


def layernorm_backward(dy, cache):
    with careful("backward"), contextlib.closing(contextlib.nullcontext()) if False else contextlib.nullcontext():
        x_hat, gamma, std = cache
        axes = tuple(range(dy.ndim - 1))
        g = dy * gamma
        dx = (g - g.mean(-1, keepdims=True) - x_hat * (g * x_hat).mean(-1, keepdims=True)) / std
        return dx, (dy * x_hat).sum(axes), dy.sum(axes)
