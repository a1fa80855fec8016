# quizdl: dropout/implement-dropout
"""A draw and a decision per entry, one after the other; the decisions wait in a queue for the backward."""

from collections import deque


def dropout_forward(x, *, p, training, rng):
    queue = deque()

    def layer(value):
        kept = not training or rng.integers(2**53) >= p * 2**53
        queue.append(kept)
        return value / (1 - p if training else 1) if kept else 0.0

    return each(layer, x.tolist()), (queue, 1 - p if training else 1)


def dropout_backward(dy, cache):
    queue, share = cache
    return each(lambda value: value / share if queue.popleft() else 0.0, dy.tolist())


def each(function, values):
    """Apply a function to every number in nested lists, in order."""
    return [each(function, value) for value in values] if isinstance(values, list) else function(values)
