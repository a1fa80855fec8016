"""Paired timing: our callable and PyTorch's take turns in one process, on one thread; what counts is the ratio.

A module of cases has one function, a generator, and `__main__.py` names the module in MODULES:

    from benchmarks.reference.timing import Case, tensors

    def cases():
        for dtype in ("float64", "float32"):
            yield from dense(dtype)

    def dense(dtype):
        x, w, b = (a.astype(dtype) for a in inputs(np.random.default_rng(0), 256, 512, 512).values())
        tx, tw, tb = tensors(x, w, b)
        yield Case("dense", dtype, "forward", lambda: dense_forward(x, w, b), lambda: linear(tx, tw.T, tb), 1.2)

Each case is timed before the next one is drawn, so one set of arrays is alive at a time. The callables take nothing,
what they return is thrown away, and neither may change its arguments. A function per layer keeps the lambdas out of
the loop over dtypes (a lambda sees the last value of a loop variable).
The clock is the CPU time of this process: programs that share the machine disturb it little, and a library that
starts threads behind our back gains nothing.
"""

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple


class Case(NamedTuple):
    """One line of the table. direction: "forward", "backward", "both", or a gradient's name such as "dw"."""

    layer: str
    dtype: str
    direction: str
    ours: Callable[[], object]
    torch: Callable[[], object]
    budget: float | None = None  # largest ratio ours / torch that is within the budget; None: only reported
    note: str = ""  # sizes or anything else that tells this line from its neighbors


class Ratio(NamedTuple):
    """Median over the rounds of ours / torch, its lowest and highest round, and the median seconds of a call."""

    median: float
    low: float
    high: float
    ours: float
    torch: float


def tensors(*arrays, grad=False):
    """The arrays as PyTorch tensors over the same memory; grad=True makes each a leaf that collects a gradient."""
    import torch

    return [torch.from_numpy(array).requires_grad_(grad) for array in arrays]


def paired(ours, theirs, *, rounds=9, seconds=0.03):
    """Time both in turns: a round makes as many calls of one as fill `seconds`, then as many of the other."""
    counts = [calls_per_round(side, seconds) for side in (ours, theirs)]
    gc.collect()
    gc.disable()
    try:
        pairs = [(per_call(ours, counts[0]), per_call(theirs, counts[1])) for _ in range(rounds)]
    finally:
        gc.enable()
    ratios = sorted(a / b for a, b in pairs)
    return Ratio(median(ratios), ratios[0], ratios[-1], median(a for a, _ in pairs), median(b for _, b in pairs))


def calls_per_round(function, seconds):
    """Warm the function up with one call, time a second one, and say how many fill `seconds`."""
    per_call(function, 1)
    return max(1, int(seconds / max(per_call(function, 1), 1e-6)))


def per_call(function, count):
    """CPU seconds of one call, averaged over `count` calls."""
    start = time.process_time()
    for _ in range(count):
        function()
    return (time.process_time() - start) / count
