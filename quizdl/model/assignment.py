"""What an instructor asks of a class: questions with points and file names, a due date, and what feedback reveals."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizdl.model.kinds.code import Limits


class Reveal(StrEnum):
    """What students read in their feedback; each level holds the ones before it."""

    SCORE = "score"
    """The points of each question."""
    CHECKS = "checks"
    """Which checks passed."""
    MESSAGES = "messages"
    """Why the others did not."""
    VALUES = "values"
    """The values expected in the first check that failed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of an assignment."""

    question: str
    """topic/id"""
    points: float | None = None
    """What it is worth here; None: what the bank says."""
    files: tuple[str, ...] = ()
    """File names (or patterns such as `hw1_*.py`) that answer it; empty: whichever file has its marker or functions."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The questions that a class answers."""

    parts: tuple[Part, ...]
    title: str = ""
    due: datetime | None = None
    reveal: Reveal = Reveal.MESSAGES
    limits: Limits | None = None
    """Time and memory of one submission; None: those of the question."""
