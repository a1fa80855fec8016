"""What a source answers in one case: under each label an array, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from quizdl import compare
from quizdl.compare import Array
from quizdl.runner.replies import Failure, Oddity


@dataclass(frozen=True, slots=True)
class Failed:
    """The function gave nothing."""

    function: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class Miscounted:
    """The function returned too many values, or too few."""

    function: str
    count: int


@dataclass(frozen=True, slots=True)
class Needs:
    """The function could not be called, for want of what another one returns."""

    function: str


@dataclass(frozen=True, slots=True)
class Misshapen:
    """The function gave something else than numbers of the shape from which statistics are made."""

    name: str
    found: tuple[int, ...] | Oddity
    expected: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mislisted:
    """The function gave something else than a list of so many arrays, or a list of more."""

    name: str
    found: int | tuple[int, ...] | Oddity
    """How many arrays; or the shape of the only one, or what came instead."""
    expected: int


@dataclass(frozen=True, slots=True)
class Untold:
    """What the function gave leaves open whether it is right."""

    why: str


Answer = Array | Oddity | Failed | Miscounted | Mislisted | Misshapen | Needs | Untold
Answers = Mapping[str, Answer]


def misshapen(name: str, answer: "Answer", expected: tuple[int, ...]) -> "Answer | None":
    """The answer that stands for all statistics where the result is not an array of this shape; None where it is."""
    if isinstance(answer, np.ndarray):
        return None if answer.shape == expected else Misshapen(name, answer.shape, expected)
    return Misshapen(name, answer, expected) if isinstance(answer, Oddity) else answer


def alike(one: Answer, other: Answer, condition: float, within: float | None = None) -> bool:
    """Whether two answers are the same but for rounding, or for chance where they are statistics."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return compare.same(one, other, condition, within)
    if isinstance(one, Failed) and isinstance(other, Failed):
        return (one.function, one.failure.reason, one.failure.type) == (
            other.function,
            other.failure.reason,
            other.failure.type,
        )
    return type(one) is type(other) and not isinstance(one, np.ndarray) and one == other
