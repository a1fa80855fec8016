"""One answer as it is kept."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer with everything needed to judge it again."""

    at: datetime
    """UTC."""
    question: str
    """topic/id"""
    revision: str
    """Hash of the question as it was asked."""
    seed: int
    """Of the drawn params and the order of the options."""
    answer: str
    """As given; for choices the texts of the options, never their positions."""
    score: float
    max_score: float
    seconds: float
    """From the question on the screen to the answer."""
    hints: int = 0
    """How many were read before the answer."""
    confidence: str = ""
    """sure, unsure or guess, as said before the verdict; empty where nobody asked."""
    diagnosis: tuple[str, ...] = ()
    """Ids of the misconceptions in the answer."""

    @property
    def right(self) -> bool:
        """Whether it earned full marks."""
        return self.score >= self.max_score


@dataclass(frozen=True, slots=True)
class Flag:
    """A remark of a learner about a question, for its author."""

    at: datetime
    """UTC."""
    question: str
    """topic/id"""
    revision: str
    seed: int
    note: str
