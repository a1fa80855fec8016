"""Compares an array with the one expected: normwise, with a tolerance that says where it comes from.

Elementwise relative errors are useless without a floor (correct float64 code reaches 1e-11 on small elements);
max|a - e| / max|e| separates right (at most 1e-14) from wrong (1e-6 and up) by many decades.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

FLOAT64 = 1e-9
FLOAT32 = 1e-5
"""For answers in single precision, whose correct values err by up to 5e-7."""
ROUNDOFF = 64
"""Units of rounding that a correct computation may lose, times the condition max|x| / std of its inputs."""


SINGLE = np.dtype(np.float32).itemsize
EPSILON32, EPSILON64 = (float(np.finfo(kind).eps) for kind in (np.float32, np.float64))


@dataclass(frozen=True, slots=True)
class Difference:
    """How far an array is from the one expected."""

    same_shape: bool
    same_values: bool
    """Within the tolerance, where the shape is right or where only axes of length 1 are too many or too few."""
    error: float
    """max|a - e| / max|e|; inf where something is not finite, nan where the numbers cannot be compared."""
    worst: tuple[int, ...] = ()
    """Index of the largest difference."""
    not_finite: int = 0
    """How many elements are NaN or infinite where they should not be."""

    @property
    def right(self) -> bool:
        """Whether it is the array expected."""
        return self.same_shape and self.same_values


def condition(inputs: Iterable[Array]) -> float:
    """max|x| / std over the inputs, at least 1: how much of their precision is spent on an offset."""
    worst = 1.0
    for x in inputs:
        if x.dtype.kind == "f" and x.size > 1 and (std := float(np.std(x))) > 0:
            worst = max(worst, float(np.max(np.abs(x))) / std)
    return worst


def tolerance(actual: Array, inputs_condition: float) -> float:
    """The normwise error that a correct computation may have in the precision of the answer."""
    single = actual.dtype.kind == "f" and actual.dtype.itemsize <= SINGLE
    least, epsilon = (FLOAT32, EPSILON32) if single else (FLOAT64, EPSILON64)
    return max(least, ROUNDOFF * epsilon * inputs_condition)


def difference(actual: Array, expected: Array, inputs_condition: float = 1.0) -> Difference:
    """Hold `actual` against `expected` (real arrays of any shape; `expected` is finite)."""
    same_shape = actual.shape == expected.shape
    if not same_shape:
        squeezed = tuple(n for n in actual.shape if n != 1) == tuple(n for n in expected.shape if n != 1)
        if not squeezed:
            return Difference(same_shape=False, same_values=False, error=float("nan"))
        actual = actual.reshape(expected.shape)
    if expected.size == 0:
        return Difference(same_shape, same_values=True, error=0.0)
    a, e = actual.astype(np.float64, copy=False), expected.astype(np.float64, copy=False)
    finite = np.isfinite(a)
    if not finite.all():
        first = np.unravel_index(int(finite.argmin()), finite.shape)
        return Difference(same_shape, False, float("inf"), tuple(map(int, first)), int((~finite).sum()))
    with np.errstate(over="ignore"):
        distance = np.abs(a - e)
    scale = float(np.abs(e).max()) or 1.0
    most = int(distance.argmax())
    error = float(distance.flat[most]) / scale
    worst = np.unravel_index(most, distance.shape)
    return Difference(same_shape, error <= tolerance(actual, inputs_condition), error, tuple(map(int, worst)))


def same(one: Array, other: Array, inputs_condition: float = 1.0, within: float | None = None) -> bool:
    """Whether two answers agree: in shape, in where they are not finite, and else normwise.

    within: the largest absolute difference, for statistics; by default the tolerance of `difference`.
    """
    if one.shape != other.shape:
        return False
    a, b = one.astype(np.float64, copy=False), other.astype(np.float64, copy=False)
    finite = np.isfinite(a)
    if not np.array_equal(finite, np.isfinite(b)) or not np.array_equal(a[~finite], b[~finite], equal_nan=True):
        return False
    if not finite.any():
        return True
    error = float(np.abs(a[finite] - b[finite]).max())
    if within is not None:
        return error <= within
    least = max(tolerance(one, inputs_condition), tolerance(other, inputs_condition))
    return error <= least * (float(np.abs(b[finite]).max()) or 1.0)
