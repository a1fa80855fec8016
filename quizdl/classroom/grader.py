"""Grades submissions one after the other in one process; what is the same for all of them is computed once."""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizdl.bank.bank import Bank
from quizdl.classroom import likeness
from quizdl.errors import QuizdlError
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Finding, Outcome, Verdict
from quizdl.runner.session import Session
from quizdl.version import __version__

if TYPE_CHECKING:
    from quizdl.grading.code.prepared import Prepared

MOST_VALUES = 24
"""Numbers of an expected result that are told; a larger one helps nobody."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What every process of a run has to know."""

    seed: int
    questions: Mapping[str, Code]
    """As they are asked here: with the points and the limits of the assignment."""
    bank: str | None = None
    """Folder of the instructor's own questions."""
    values: bool = False
    """Students are told expected values."""
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Task:
    """One submission to one question."""

    student: str
    question: str
    file: str
    source: str
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """What became of a task."""

    task: Task
    verdict: Verdict | None = None
    expected: tuple[str, ...] = ()
    fingerprints: tuple[int, ...] = ()
    shape: str = ""
    trouble: str = ""
    """Why quizdl could not grade it, where there is no verdict."""
    stops: bool = False
    """The next submission would meet the same trouble."""


class Grader:
    """Grades tasks with one setup."""

    def __init__(self, setup: Setup):
        self.setup = setup
        self.bank = Bank.open(setup.bank)
        self.known: dict[str, Prepared] = {}
        self.lock = threading.Lock()  # a worker of a cluster has several threads

    def prepared(self, name: str) -> "Prepared":
        """A question with its expected values."""
        from quizdl.grading.code.prepared import prepare

        with self.lock:
            if name not in self.known:
                with Session() as reference:
                    self.known[name] = prepare(self.setup.questions[name], self.bank, self.setup.seed, reference)
            return self.known[name]

    def grade(self, task: Task) -> Graded:
        """A verdict, or the trouble that stood in its way; never an error, so that the others go on."""
        from quizdl.grading.code.grade import judge_source

        try:
            prepared = self.prepared(task.question)
            with Session() as session:
                verdict = judge_source(prepared, task.file, task.source.encode(), session)
            expected = expected_values(prepared, verdict) if self.setup.values else ()
            tokens = likeness.tokens(task.source)
            return Graded(task, verdict, expected, tuple(likeness.fingerprints(tokens)), likeness.shape(tokens))
        except QuizdlError as error:
            return Graded(task, trouble=str(error), stops=True)
        except Exception as error:
            return Graded(task, trouble=f"an error inside quizdl ({type(error).__name__}: {error}): please report it")


def expected_values(prepared: "Prepared", verdict: Verdict) -> tuple[str, ...]:
    """What the first result that is wrong, and small enough to be read, should have been."""
    for finding in verdict.findings:
        if finding.outcome is Outcome.FAILED and finding.case:
            told = expected_value(prepared, finding)
            if told:
                return (told,)
    return ()


def expected_value(prepared: "Prepared", finding: Finding) -> str:
    """What one result should have been; empty where it is too large."""
    for case in prepared.expected:
        right = case.right.get(finding.result)
        if finding.case.startswith(f"{case.case.name} (") and right is not None and right.size <= MOST_VALUES:
            return f"{finding.result}, {finding.case}, should be {json.dumps(right.round(6).tolist())}"
    return ""


def content_hash(question: Code, bank: Bank) -> str:
    """Hash of the layer file and of its misconceptions, which the question refers to."""
    found = hashlib.sha256(bank.layer(question.layer or "").text.encode())
    mistakes = bank.folders.mistakes().get(question.layer or "")
    if mistakes is not None:
        found.update(Path(mistakes).read_bytes())
    return found.hexdigest()[:16]


def key(revision: str, layer: str, file: str, source: str, values: bool) -> str:
    """Hash of everything that a result depends on, the seed apart. The same key: nothing to grade again."""
    parts = [revision, layer, __version__, file, source, values]
    return hashlib.sha256(json.dumps(parts).encode(errors="surrogatepass")).hexdigest()
