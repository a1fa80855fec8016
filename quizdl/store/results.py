"""The database of a class: each result is in it as soon as it exists, and everything that is shown is read from it."""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from quizdl.errors import QuizdlError
from quizdl.model.gradebook import CheckCount, Grade, Override, Row, State, Student
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.store.grading_steps import STEPS
from quizdl.store.migrations import migrate, write_ahead
from quizdl.store.sentences import Advice, sentences
from quizdl.store.transaction import all_or_nothing

NAME = "results.db"
ADVICE = Advice("What was graded before is safe", "name another folder with --out", "name another folder with --out")
WAIT_SECONDS = 10.0
GRADE = "state, verdict, key, seed, file, source, revision, layer, version, expected, shape"
MARKS = ", ".join("?" * (4 + len(GRADE.split(","))))


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a class; an unfinished one goes on with its seed."""

    begun: str
    seed: int
    version: str
    folder: str
    bank: str | None
    title: str = ""
    reveal: str = "messages"
    number: int = 0
    ended: str | None = None


class Results:
    """The results of one class."""

    def __init__(self, folder: Path, new: bool = True):
        self.path = folder / NAME
        if not new and not self.path.is_file():
            raise QuizdlError(f"there is no {self.path}: name the folder that `quizdl grade` wrote to (--out)")
        with self.sentences():
            self.database = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                write_ahead(self.database, WAIT_SECONDS)
                # Survives a kill at any moment. After a power cut the last results may have to be graded again.
                self.database.execute("PRAGMA synchronous = NORMAL")
                migrate(self.database, STEPS)
            except BaseException:
                self.database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.database.close()

    def do(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Run one statement."""
        with self.sentences():
            return self.database.execute(statement, values)

    def begin(self, run: Run) -> Run:
        """Start a run."""
        values = (run.begun, run.seed, run.version, run.folder, run.bank, run.title, run.reveal)
        number = self.do(
            "INSERT INTO run (begun, seed, version, folder, bank, title, reveal) VALUES (?, ?, ?, ?, ?, ?, ?)", *values
        ).lastrowid
        return dataclasses.replace(run, number=number or 0)

    def resume(self, run: Run, going_on: Run) -> Run:
        """Go on with a run that was stopped; how it shows its results may have changed."""
        self.do("UPDATE run SET title = ?, reveal = ? WHERE number = ?", run.title, run.reveal, going_on.number)
        return dataclasses.replace(going_on, title=run.title, reveal=run.reveal)

    def end(self, run: Run, at: str) -> None:
        """Everything of this run is graded."""
        self.do("UPDATE run SET ended = ? WHERE number = ?", at, run.number)

    def last_run(self) -> Run | None:
        """The newest run, finished or not."""
        columns = "begun, seed, version, folder, bank, title, reveal, number, ended"
        row = self.do(f"SELECT {columns} FROM run ORDER BY number DESC LIMIT 1").fetchone()  # noqa: S608  a constant
        return Run(*row) if row else None

    def enroll(self, students: Iterable[Student], parts: Mapping[str, Any]) -> None:
        """The rows and columns of the gradebook; results of others stay, unseen."""
        with self.sentences(), self.all_or_nothing():
            self.database.execute("DELETE FROM student")
            self.database.execute("DELETE FROM part")
            self.database.executemany(
                "INSERT INTO student VALUES (?, ?, ?, ?)",
                ((one.name, one.slug, one.handed_in, one.late) for one in students),
            )
            self.database.executemany(
                "INSERT INTO part (question, settings) VALUES (?, ?)",
                ((question, json.dumps(settings)) for question, settings in parts.items()),
            )

    def add(self, run: Run, grade: Grade, at: str, fingerprints: Iterable[int] = ()) -> None:
        """Keep one result; it survives a kill when this returns."""
        values = (
            run.number, grade.student, grade.question, at, grade.state.value, packed(grade.verdict), grade.key,
            grade.seed, grade.file, grade.source, grade.revision, grade.layer, grade.version,
            json.dumps(grade.expected), grade.shape,
        )  # fmt: skip
        with self.sentences(), self.all_or_nothing():
            number = self.database.execute(
                f"INSERT INTO result (run, student, question, at, {GRADE}) VALUES ({MARKS})",  # noqa: S608  constants
                values,
            ).lastrowid
            self.database.executemany("INSERT INTO fingerprint VALUES (?, ?)", ((number, one) for one in fingerprints))

    def known(self, student: str, question: str) -> tuple[str, int, State] | None:
        """Key, seed and state of the newest result."""
        row = self.do(
            "SELECT key, seed, state FROM result WHERE student = ? AND question = ? ORDER BY number DESC LIMIT 1",
            student, question,
        ).fetchone()  # fmt: skip
        return (row[0], row[1], State(row[2])) if row else None

    def students(self) -> list[str]:
        """Names on the roster."""
        return [name for (name,) in self.do("SELECT name FROM student ORDER BY name")]

    def parts(self) -> dict[str, Any]:
        """Question -> its settings, in the order of the columns."""
        return {
            name: json.loads(text) for name, text in self.do("SELECT question, settings FROM part ORDER BY position")
        }

    def override(self, student: str, question: str, override: Override | None, at: str, reason: str) -> None:
        """Set a score, or take it back. On disk when this returns: unlike a result it cannot be computed again."""
        self.do("PRAGMA synchronous = FULL")
        score, source = (override.score, override.source_hash) if override else (None, "")
        self.do(
            "INSERT INTO override (at, student, question, score, reason, source_hash) VALUES (?, ?, ?, ?, ?, ?)",
            at, student, question, score, reason, source,
        )  # fmt: skip

    def book(self, student: str | None = None) -> Iterator[Row]:
        """Every row of the gradebook by student and question; one at a time, so that a class may be large."""
        mine = "WHERE student.name = ?" if student is not None else ""
        columns = ", ".join(f"newest.{name.strip()}" for name in GRADE.split(","))
        cursor = self.do(
            f"""SELECT student.name, slug, handed_in, late, part.question, newest.at, {columns},
                override.score, override.reason, override.at, override.source_hash
            FROM student JOIN part
            JOIN newest ON newest.student = student.name AND newest.question = part.question
            LEFT JOIN override ON override.number = (SELECT max(number) FROM override AS other
                WHERE other.student = student.name AND other.question = part.question)
            {mine} ORDER BY student.name, part.position""",  # noqa: S608  constants
            *([student] if student is not None else []),
        )
        with self.sentences():
            for row in cursor:
                yield read_row(row)

    def check_counts(self) -> list[CheckCount]:
        """How often each check with points was passed and failed, as they first occur."""
        cursor = self.do(
            """SELECT question, json_extract(value, '$.name') AS name,
                sum(json_extract(value, '$.outcome') = 'passed'), sum(json_extract(value, '$.outcome') = 'failed')
            FROM newest, json_each(verdict, '$.findings')
            WHERE json_extract(value, '$.max_points') > 0
            GROUP BY question, name ORDER BY min(newest.number), min(json_each.key)"""
        )
        return [CheckCount(*row) for row in cursor]

    def all_or_nothing(self) -> AbstractContextManager[None]:
        """A transaction."""
        return all_or_nothing(self.database)

    def sentences(self) -> AbstractContextManager[None]:
        """Turn what SQLite says into what the user can do."""
        return sentences(self.path, ADVICE, WAIT_SECONDS)


def packed(verdict: Verdict) -> str:
    """A verdict as JSON."""
    return json.dumps({**fields(verdict), "findings": [fields(finding) for finding in verdict.findings]})


def fields(noun: Finding | Verdict) -> dict[str, Any]:
    """The fields of a noun; dataclasses.asdict copies deeply, which takes longer than writing it to the disk."""
    return {name: getattr(noun, name) for name in noun.__slots__}


def unpacked(text: str) -> Verdict:
    """The verdict again."""
    data = json.loads(text)
    findings = tuple(Finding(**{**one, "outcome": Outcome(one["outcome"])}) for one in data.pop("findings"))
    for name in ("feedback", "notes", "remarks", "diagnosis", "smallest"):
        data[name] = tuple(data[name])
    return Verdict(**{**data, "status": Status(data["status"])}, findings=findings)


def read_row(row: Sequence[Any]) -> Row:
    """A row of the gradebook as SQLite gives it."""
    student = Student(row[0], row[1], row[2], bool(row[3]))
    state, verdict, key, seed, file, source, revision, layer, version, expected, shape = row[6:17]
    grade = Grade(
        student.name, row[4], State(state), unpacked(verdict), key, seed, file, source, revision, layer, version,
        tuple(json.loads(expected)), shape,
    )  # fmt: skip
    override = Override(*row[17:21]) if row[17] is not None else None
    return Row(student, row[4], grade, row[5], override)
