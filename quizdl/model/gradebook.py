"""What a class got: one row for each student and question, with everything that is needed to grade it again."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from quizdl.model.verdict import Verdict


class State(StrEnum):
    """What became of a submission; the first four are those of a verdict."""

    RIGHT = "right"
    WRONG = "wrong"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    MISSING = "missing"
    """Nothing was handed in for this question."""
    UNREADABLE = "unreadable"
    """A file is there, but it is no text that could be run."""
    NOT_GRADED = "not graded"
    """The fault of quizdl or of the machine: the next run tries again."""


@dataclass(frozen=True, slots=True)
class Student:
    """A row of the gradebook."""

    name: str
    slug: str
    """The name as a safe file name, unique in the class."""
    handed_in: str = ""
    """When, as far as the platform tells."""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """The result of one student in one question."""

    student: str
    question: str
    state: State
    verdict: Verdict
    key: str = ""
    """Hash of everything the result depends on, the seed apart; empty: grade it again in the next run."""
    seed: int = 0
    file: str = ""
    source: str = ""
    revision: str = ""
    """Of the question, as it was asked."""
    layer: str = ""
    """Hash of the layer file and of its misconceptions."""
    version: str = ""
    """Of quizdl."""
    expected: tuple[str, ...] = ()
    """Sentences with expected values; only where the assignment reveals them."""
    shape: str = ""
    """Hash of the source without names, numbers and layout; empty where it is too short to tell anything."""

    @property
    def source_hash(self) -> str:
        """What was graded."""
        return hashlib.sha256(self.source.encode(errors="surrogatepass")).hexdigest() if self.source else ""


@dataclass(frozen=True, slots=True)
class Override:
    """A score that the instructor set, whatever the checks say."""

    score: float
    reason: str
    at: str
    source_hash: str
    """Of the submission that was there when it was set."""


@dataclass(frozen=True, slots=True)
class Row:
    """A grade as the gradebook shows it."""

    student: Student
    question: str
    grade: Grade
    at: str
    override: Override | None = None

    @property
    def score(self) -> float:
        """What counts."""
        return self.grade.verdict.score if self.override is None else self.override.score

    @property
    def max_score(self) -> float:
        """What full marks are worth."""
        return self.grade.verdict.max_score


@dataclass(frozen=True, slots=True)
class Alike:
    """Two submissions, or a submission and the reference, that share more than chance would."""

    question: str
    student: str
    other: str
    share: float
    """Of the fingerprints of the smaller one."""
    shared: int


@dataclass(frozen=True, slots=True)
class CheckCount:
    """How often one check was passed and failed in a class."""

    question: str
    name: str
    passed: int
    failed: int
