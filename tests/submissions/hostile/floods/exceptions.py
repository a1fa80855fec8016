# tries: to raise exceptions that are long to tell: deep chains, endless messages, groups of thousands, names of megabytes
# earns: failed or timed_out or wrong, at most 0
# shows: dense_forward raises
import numpy as np

calls = 0


class Endless(Exception):
    def __str__(self):
        return "x" * 200_000_000

    __repr__ = __str__


def dense_forward(x, w, b):
    global calls
    calls += 1
    if calls % 2:
        raise type("N" * 1_000_000, (Endless,), {})()
    error = ValueError("the innermost")
    for number in range(50_000):
        error, inner = ValueError(number), error
        error.__cause__ = inner
    raise ExceptionGroup("group" * 1000, [error] * 10_000)


def dense_backward(dy, cache):
    return None
