"""The judgment of one answer."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    FAILED = "failed"
    """The code did not run to its end: it could not be loaded, raised, or ended its process."""
    TIMED_OUT = "timed_out"


class Outcome(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    """It could not be judged because something before it failed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one check, and the points it brought."""

    name: str
    outcome: Outcome
    points: float = 0.0
    max_points: float = 0.0
    message: str = ""
    result: str = ""
    """The output or gradient that was compared, and ..."""
    case: str = ""
    """... the case it was compared in; both empty where the check is about the file as a whole."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Right, wrong, failed or timed out; the score; and why."""

    status: Status
    score: float
    max_score: float
    findings: tuple[Finding, ...] = ()
    feedback: tuple[str, ...] = ()
    """What to tell the learner, most specific first."""
    notes: tuple[str, ...] = ()
    """Information without points: what was printed, arguments that were changed in place."""
    remarks: tuple[str, ...] = ()
    """Information without points, for the instructor only."""
    diagnosis: tuple[str, ...] = ()
    """Ids of the misconceptions that make exactly this answer."""
    smallest: tuple[str, ...] = ()
    """The smallest input that shows what is wrong, as lines of Python, and what comes out."""
    seconds: float = 0.0
