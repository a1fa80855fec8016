"""Holds a backward against the student's own forward, where that forward is wrong: a finding without points.

Central differences along Gaussian directions. Without points, because a forward of zeros with a backward of zeros
passes it, too.
"""

from collections.abc import Callable, Mapping

import numpy as np

from quizdl.compare import Array
from quizdl.grading.code.expected import Expected

STEP = 1e-5
TOLERANCE = 1e-6
DIRECTIONS = 3
WORST_CONDITION = 1e3
"""Inputs far from zero leave no digits for a difference."""

Forward = Callable[[Mapping[str, Array]], Mapping[str, Array] | None]


def agrees(expected: Expected, gradients: Mapping[str, Array], forward: Forward, seed: int) -> bool | None:
    """Whether every gradient is the derivative of `forward`; None where that cannot be told."""
    if expected.condition > WORST_CONDITION:
        return None
    generator = np.random.default_rng(seed)
    for name, gradient in gradients.items():
        argument = name.removeprefix("d")
        x = expected.inputs.get(argument)
        if x is None or x.dtype.kind != "f" or gradient.shape != x.shape or not np.isfinite(gradient).all():
            return None if x is None else False
        for _ in range(DIRECTIONS):
            direction = generator.standard_normal(x.shape)
            ahead = loss(forward({**expected.inputs, argument: x + STEP * direction}), expected.upstream)
            behind = loss(forward({**expected.inputs, argument: x - STEP * direction}), expected.upstream)
            if ahead is None or behind is None:
                return None
            along = (ahead - behind) / (2 * STEP)
            scale = max(float(np.linalg.norm(gradient)), abs(along), 1e-6)
            if abs(along - float(np.sum(gradient * direction))) > TOLERANCE * scale:
                return False
    return True


def loss(outputs: Mapping[str, Array] | None, upstream: Mapping[str, Array]) -> float | None:
    """The scalar whose gradients the backward returns."""
    if outputs is None or any(name not in outputs or outputs[name].shape != dy.shape for name, dy in upstream.items()):
        return None
    total = sum(float(np.sum(outputs[name].astype(np.float64) * dy)) for name, dy in upstream.items())
    return total if np.isfinite(total) else None
