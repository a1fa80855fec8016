"""How well a learner remembers the answer to one question."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of a question after its last attempt, as FSRS describes it."""

    question: str
    """topic/id"""
    due: datetime
    """UTC; when the chance to recall it has fallen to nine in ten."""
    stability: float
    """Days in which that chance falls from 1 to 0.9."""
    difficulty: float
    """1 (easy) to 10."""
    last: datetime
    """UTC; the last attempt."""
