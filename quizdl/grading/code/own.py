"""Holds a backward against the student's own forward, where that forward is wrong: a finding without points.

Central differences along Gaussian directions. Without points, because a forward of zeros with a backward of zeros
passes it, too.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from quizdl.compare import Array
from quizdl.grading.code.plans.base import Expected

STEP = 1e-5
"""In units of the standard deviation of what is moved."""
TOLERANCE = 1e-6
DIRECTIONS = 3
WORST_CONDITION = 1e3
"""Inputs far from zero leave no digits for a difference."""

Inputs = Mapping[str, Any]
Outputs = Mapping[str, Array]
Forward = Callable[[Inputs], Outputs | None]


def agrees(expected: Expected, gradients: Mapping[str, Array], forward: Forward, seed: int) -> bool | None:
    """Whether every gradient is the derivative of `forward`; None where that cannot be told."""
    if expected.condition > WORST_CONDITION:
        return None
    generator = np.random.default_rng(seed)
    with np.errstate(all="ignore"):  # a wrong layer may reach any number
        for name, gradient in gradients.items():
            answer = holds(expected, name.removeprefix("d"), gradient, forward, generator)
            if not answer:
                return answer
    return True


def holds(
    expected: Expected, argument: str, gradient: Array, forward: Forward, generator: np.random.Generator
) -> bool | None:
    """Whether one gradient is the derivative with respect to one argument."""
    x = expected.inputs.get(argument)
    if not isinstance(x, np.ndarray):
        return None
    if x.dtype.kind != "f" or gradient.shape != x.shape or not np.isfinite(gradient).all():
        return False
    step = STEP * (float(np.std(x)) or 1.0)
    for _ in range(DIRECTIONS):
        direction = np.asarray(generator.standard_normal(x.shape))
        ahead = loss(forward({**expected.inputs, argument: x + step * direction}), expected.upstream)
        behind = loss(forward({**expected.inputs, argument: x - step * direction}), expected.upstream)
        if ahead is None or behind is None:
            return None
        if not near(float(ahead - behind) / (2 * step), gradient, direction):
            return False
    return True


def near(along: float, gradient: Array, direction: Array) -> bool:
    """Whether the loss changes along a direction as the gradient says."""
    scale = max(float(np.linalg.norm(gradient)), abs(along), 1e-6)
    return math.isfinite(scale) and abs(along - float(np.sum(gradient * direction))) <= TOLERANCE * scale


def loss(outputs: Mapping[str, Array] | None, upstream: Mapping[str, Array]) -> float | None:
    """The scalar whose gradients the backward returns; None where it leaves no digits for a difference."""
    total = 0.0
    for name, dy in upstream.items():
        y = None if outputs is None else outputs.get(name)
        if y is None or y.shape != dy.shape or y.dtype.itemsize < np.dtype(np.float64).itemsize:
            return None
        total += float(np.sum(y * dy))
    return total if math.isfinite(total) else None
