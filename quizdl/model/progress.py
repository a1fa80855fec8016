"""How far a learner is, in numbers: for a screen, a page and a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers, and how many of them earned full marks."""

    right: int = 0
    count: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing was answered."""
        return self.right / self.count if self.count else None

    def plus(self, right: bool) -> "Tally":
        """With one more answer."""
        return Tally(self.right + right, self.count + 1)


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """One topic. What is seen, due and remembered is about the questions that the bank has now; what was answered
    over time is about those, too, that it had once."""

    id: str
    title: str
    questions: int
    seen: int
    due: int
    retrievability: float | None
    """The chance to recall an answer now, 0 to 1: the mean over the questions seen."""
    last: Tally
    """The last answer to each question."""
    ever: Tally
    """Every answer."""
    weeks: tuple[Tally, ...]
    """Of seven days each, oldest first; the last one ends today."""
    streak: int
    """Days in a row with an answer."""


@dataclass(frozen=True, slots=True)
class Trap:
    """A misconception that was named in a recent answer to a question which was not answered right since."""

    id: str
    """layer/name"""
    times: int
    last: date
    questions: tuple[str, ...]
    teaches: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """All topics that were asked for. Days are those of the learner's calendar."""

    today: date
    topics: tuple[TopicProgress, ...]
    streak: int
    """Days in a row with an answer, up to today; up to yesterday where today has none yet."""
    longest: int
    days: tuple[Tally, ...]
    """Oldest first; the last one is today."""
    recall: tuple[float, ...]
    """The chance to recall the answer now, for each question seen."""
    forecast: tuple[int, ...]
    """Questions that will be due, by day; the first number is what is due today or was before."""
    traps: tuple[Trap, ...] = ()
    confidence: Mapping[str, Tally] = field(default_factory=dict)
    """sure, unsure, guess: what was said before the verdict -> how it went."""
    gone_questions: int = 0
    """Questions with answers that the bank does not have now ..."""
    gone_answers: int = 0
    """... and these answers."""
