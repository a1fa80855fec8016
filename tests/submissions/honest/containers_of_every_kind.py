# uses: deques, chained and counted dictionaries, weak references, views of memory
# quizdl: honest/norm
import array
import collections
import heapq
import itertools
import types
import weakref

import numpy as np


class Box:
    def __init__(self, value):
        self.value = value


BOXES = weakref.WeakValueDictionary()


def layernorm_forward(x, gamma, beta, *, eps=1e-5):
    counts = collections.Counter(x.shape)
    kept = collections.ChainMap({}, types.MappingProxyType({"gamma": memoryview(gamma)}), collections.defaultdict(list))
    kept["mean"] = collections.deque(x.mean(axis=-1, keepdims=True), maxlen=len(x))
    kept["std"] = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    x_hat = (x - np.array(kept["mean"])) / kept["std"]
    kept["flat"] = array.array("d", x_hat.ravel()), sum(counts.values())
    BOXES[id(kept)] = kept["box"] = Box(x_hat.shape)
    return np.asarray(kept["gamma"]) * x_hat + beta, types.SimpleNamespace(**kept, key=id(kept))


def layernorm_backward(dy, cache):
    x_hat = np.frombuffer(cache.flat[0]).reshape(BOXES[cache.key].value)
    g = dy * np.asarray(cache.gamma)
    dx = (g - g.mean(-1, keepdims=True) - x_hat * (g * x_hat).mean(-1, keepdims=True)) / cache.std
    axes = tuple(itertools.islice(itertools.count(), dy.ndim - 1))
    heapq.heapify(sizes := list(dy.shape))
    return dx, (dy * x_hat).sum(axes), dy.sum(axes)
