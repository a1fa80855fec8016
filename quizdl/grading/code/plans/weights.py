"""An initializer: judged by the distribution that it draws from, never by a seed.

Some 10^4 to 10^5 weights tell mean, variance and kurtosis (3 for a normal, 1.8 for a uniform distribution) within a few
percent. The right values are averages over many draws of the reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quizdl.compare import Array
from quizdl.grading.code.answers import Answer, Answers, misshapen
from quizdl.grading.code.plans.base import Ask, Expected, Reply, arrays, under
from quizdl.grading.code.plans.chance import DEVIATIONS
from quizdl.model.kinds.code import Case
from quizdl.model.layer import Function, Layer
from quizdl.runner.session import Call, Generator
from quizdl.variants import derive

MEAN, VARIANCE, KURTOSIS = "w: mean", "w: variance", "w: distribution"
DISTINCT, NEW, GRAM = "w: distinct", "w: new draws", "w: gram"
ROUNDS = 16
"""Draws of the reference."""
KURTOSIS_WITHIN = 0.25
"""The kurtosis of 10^4 normal draws is farther off with a probability far below that of the other tests."""

DISTINCT_WITHIN = 0.02
"""0.2 % of 60,000 draws in single precision coincide."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A function that takes a shape and rng, and returns an array of that shape."""

    layer: Layer
    initializer: Function

    @property
    def functions(self) -> tuple[Function, ...]:
        """The initializer alone."""
        return (self.initializer,)

    def function(self, label: str) -> Function:  # noqa: ARG002  one signature for all
        """The initializer."""
        return self.initializer

    def call(self, case: Case, seed: int) -> Call:
        """One draw."""
        options = {**case.options, "rng": Generator(seed)}
        shape = list(case.sizes.values())
        return Call(self.initializer.name, [shape], options, self.initializer.results)

    def expect(self, case: Case, seed: int, ask: Ask) -> Expected:
        """Statistics of many draws of the reference, and how far those of one draw may be from them."""
        replies = ask([self.call(case, derive(seed, case.name, k)) for k in range(ROUNDS)])
        (name,) = self.initializer.results
        draws = [arrays(reply, self.initializer, self.layer, case)[name] for reply in replies]
        found = [statistics(w, v) for w, v in zip(draws, (*draws[1:], draws[0]), strict=True)]
        right = {label: np.mean([one[label] for one in found], axis=0) for label in found[0]}
        if not is_diagonal(right[GRAM]):
            del right[GRAM]
        count, kurtosis = draws[0].size, float(right[KURTOSIS])
        spread = np.sqrt(1 + 1 / ROUNDS) * DEVIATIONS / np.sqrt(count)
        within = {
            MEAN: spread, VARIANCE: spread * np.sqrt(max(kurtosis - 1, 0.0)) + 1e-9,
            KURTOSIS: KURTOSIS_WITHIN, DISTINCT: DISTINCT_WITHIN, NEW: 1e-9,
        }  # fmt: skip
        return Expected(case, {}, {}, right, within=within)

    def calls(self, expected: Expected) -> list[Call]:
        """Two draws."""
        return [self.call(expected.case, derive(1, expected.case.name, k)) for k in ("first", "second")]

    def answers(self, expected: Expected, replies: Sequence[Reply]) -> Answers:
        """The statistics of the first, and whether the second is another one."""
        (name,) = self.initializer.results
        found: list[Answer] = [under((name,), self.initializer, reply)[name] for reply in replies]
        first, second = found
        for answer in found:
            if wrong := misshapen(name, answer, tuple(expected.case.sizes.values())):
                return dict.fromkeys(expected.right, wrong)
        assert isinstance(first, np.ndarray) and isinstance(second, np.ndarray)  # noqa: S101, PT018  for the type checker
        return {label: value for label, value in statistics(first, second).items() if label in expected.right}


def statistics(w: Array, other: Array) -> dict[str, Array]:
    """Mean in standard deviations, log of the variance, kurtosis, share of distinct values, and the Gram matrix."""
    precision = np.float32 if w.dtype == np.float32 else np.float64
    w = w.astype(np.float64)
    with np.errstate(all="ignore"):
        centered = w - w.mean()
        variance = float((centered**2).mean())
        matrix = w.reshape(len(w), -1)
        gram = matrix @ matrix.T if matrix.shape[0] <= matrix.shape[1] else matrix.T @ matrix
        values: dict[str, float] = {
            MEAN: float(w.mean()) / np.sqrt(variance) if variance else np.inf,
            VARIANCE: float(np.log(variance)) if variance else -np.inf,
            KURTOSIS: float((centered**4).mean()) / variance**2 if variance else np.nan,
            DISTINCT: len(np.unique(w)) / w.size,
            NEW: float((w != other).any()),
        }
    return {label: np.array(value) for label, value in values.items()} | {GRAM: gram.astype(precision)}


def is_diagonal(matrix: Array) -> bool:
    """Whether rows, or columns, are orthogonal: then by construction, as chance leaves some 1 / sqrt(n)."""
    if len(matrix) < 2:
        return False
    off = matrix - np.diag(np.diag(matrix))
    return bool(np.abs(off).max() <= 1e-9 * np.abs(matrix).max())
