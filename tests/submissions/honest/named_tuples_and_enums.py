# uses: a named tuple as the cache, enumerations, a plain float as the loss
# quizdl: honest/loss
import enum
import math
from typing import NamedTuple

import numpy as np


class Mean(enum.Enum):
    EXAMPLES = enum.auto()
    CLASSES = enum.auto()


class Cache(NamedTuple):
    p: np.ndarray
    targets: np.ndarray
    mean: Mean = Mean.EXAMPLES


def softmax_cross_entropy_forward(logits, targets):
    total, p = 0.0, np.empty_like(logits)
    for n, row in enumerate(logits.tolist()):
        top = max(row)
        log_sum = top + math.log(math.fsum(math.exp(value - top) for value in row))
        p[n] = [math.exp(value - log_sum) for value in row]
        total += log_sum - row[targets[n]]
    return total / len(logits), Cache(p, targets)


def softmax_cross_entropy_backward(dloss, cache):
    assert cache.mean is Mean.EXAMPLES
    one_hot = np.zeros_like(cache.p)
    one_hot[range(len(one_hot)), cache.targets] = 1
    return (cache.p - one_hot) * dloss / len(one_hot)
