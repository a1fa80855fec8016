"""How far a learner's ticks and an instructor's marks of the same open answers agree."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointAgreement:
    """One point of a rubric over all answers that were marked."""

    question: str
    revision: str
    """Hash of the question: a rubric that was changed is another one."""
    point: int
    """From 1."""
    text: str
    """What the point says, where the file holds it."""
    answers: int
    same: float
    """Share of the answers with the same letter on both sides, 0 to 1."""
    kappa: float | None
    """Cohen's kappa with linear weights; None where it is undefined."""
    constant: tuple[str, ...] = ()
    """Who gave one and the same letter to every answer: learner, instructor, or both."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """All points of all rubrics."""

    points: tuple[PointAgreement, ...]
    answers: int
    unmarked: int
    """Answers in the file without marks."""
