# uses: a frozen dataclass with slots as the cache
# quizdl: honest/norm
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    x_hat: np.ndarray
    std: np.ndarray
    gamma: np.ndarray = field(repr=False)

    @property
    def axes(self):
        return tuple(range(self.x_hat.ndim - 1))


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    centered = x - x.mean(axis=-1, keepdims=True)
    std = np.sqrt((centered**2).mean(axis=-1, keepdims=True) + eps)
    cache = Cache(x_hat=centered / std, std=std, gamma=gamma)
    return cache.x_hat * gamma + beta, cache


def layernorm_backward(dy, cache):
    g = dy * cache.gamma
    inner = g - g.mean(-1, keepdims=True) - cache.x_hat * (g * cache.x_hat).mean(-1, keepdims=True)
    return inner / cache.std, (dy * cache.x_hat).sum(cache.axes), dy.sum(cache.axes)
