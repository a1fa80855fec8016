"""Grades a submission again as it was graded then, with the source and the seed in the database, and compares."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizdl.bank.bank import Bank, suggestion
from quizdl.classroom.grader import Grader, Setup, Task, content_hash
from quizdl.errors import QuizdlError
from quizdl.grading.submission import code_question
from quizdl.model.gradebook import Override, Row, State
from quizdl.model.kinds.code import Limits
from quizdl.model.verdict import Verdict
from quizdl.store.results import Results
from quizdl.variants import revision
from quizdl.version import __version__

NOTHING_RAN = (State.MISSING, State.UNREADABLE, State.NOT_GRADED)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came out this time, and what else is different."""

    row: Row
    now: Verdict | None
    changes: tuple[str, ...]
    """What has changed since: versions, the question, the layer."""

    @property
    def differences(self) -> list[str]:
        """Checks that ended differently."""
        if self.now is None:
            return []
        before = {finding.name: finding for finding in self.row.grade.verdict.findings}
        found = []
        for finding in self.now.findings:
            then = before.pop(finding.name, None)
            if then is None or (then.outcome, then.points) != (finding.outcome, finding.points):
                was = then.outcome.value if then else "not there"
                found.append(f"{finding.name}: was {was}, is {finding.outcome.value}")
        return found + [f"{name}: was {then.outcome.value}, is not there" for name, then in before.items()]

    @property
    def same(self) -> bool:
        """Whether the result is the same."""
        then = self.row.grade.verdict
        return self.now is None or (
            (then.status, then.score) == (self.now.status, self.now.score) and not self.differences
        )


def replay(out: Path, student: str, question: str | None, bank: str | None) -> Iterator[Replayed]:
    """Grade the submissions of one student again."""
    with Results(out, new=False) as store:
        run = store.last_run()
        rows = find(store, student, question)
        parts = store.parts()
    books = Bank.open(bank or (run.bank if run else None))
    for row in rows:
        if row.grade.state in NOTHING_RAN:
            yield Replayed(row, None, ())
        else:
            yield again(row, parts[row.question], books, bank or (run.bank if run else None))


def again(row: Row, settings: dict[str, Any], books: Bank, bank: str | None) -> Replayed:
    """Grade one submission again."""
    grade = row.grade
    question = dataclasses.replace(
        code_question(row.question, "", books),
        points=settings["points"],
        limits=Limits(seconds=settings["seconds"], memory_mb=settings["memory_mb"]),
    )
    changes = []
    if grade.version != __version__:
        changes.append(f"quizdl was {grade.version}, is {__version__}")
    if grade.revision != revision(question):
        changes.append("the question has changed since")
    if grade.layer != content_hash(question, books):
        changes.append("the layer file or its misconceptions have changed since")
    grader = Grader(Setup(grade.seed, {row.question: question}, bank))
    graded = grader.grade(Task(grade.student, row.question, grade.file, grade.source, grade.key))
    if graded.verdict is None:
        raise QuizdlError(graded.trouble)
    return Replayed(row, graded.verdict, tuple(changes))


def find(store: Results, student: str, question: str | None) -> Sequence[Row]:
    """The rows of a student, or one of them; a sentence with the nearest name where there is none."""
    rows = list(store.book(student))
    if not rows:
        raise QuizdlError(f"there is no student `{student}` in {store.path}: {suggestion(student, store.students())}")
    if question is None:
        return rows
    found = [row for row in rows if row.question == question]
    if not found:
        known = [row.question for row in rows]
        raise QuizdlError(f"there is no question `{question}` in {store.path}: {suggestion(question, known)}")
    return found


def set_score(store: Results, student: str, question: str, score: float | None, reason: str, at: str) -> Row:
    """Override a score, or take the override back; the row as it was before."""
    (row,) = find(store, student, question)
    override = None if score is None else Override(score, reason, at, row.grade.source_hash)
    store.override(student, question, override, at, reason)
    return row
