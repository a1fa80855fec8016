"""Opens the database of attempts, adds to it and reads it; says in a sentence why it cannot."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt, Flag
from quizdl.model.memory import Memory
from quizdl.store.migrations import migrate, write_ahead
from quizdl.store.sentences import Advice, sentences
from quizdl.store.transaction import all_or_nothing

NAME = "progress.db"
COLUMNS = "at, question, revision, seed, answer, score, max_score, seconds, hints, confidence, diagnosis"
MEMORY = "question, due, stability, difficulty, last"
ADVICE = Advice("Earlier attempts are safe", "set QUIZDL_HOME to another folder", "move it away to start anew")
WAIT_SECONDS = 10.0
"""For another quizdl that is writing at this moment."""


class Attempts:
    """The attempts of one learner."""

    def __init__(self, folder: Path):
        self.path = folder / NAME
        with self.sentences():
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise QuizdlError(f"cannot make the folder {folder} for your progress: {error.strerror}") from error
            self.database = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                write_ahead(self.database, WAIT_SECONDS)
                self.database.execute("PRAGMA synchronous = FULL")  # survives a power cut, not only a kill
                migrate(self.database)
            except BaseException:
                self.database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.database.close()

    def check_writable(self) -> None:
        """Find out before the first question, not after it."""
        with self.sentences():
            self.database.execute("BEGIN IMMEDIATE")
            self.database.execute("ROLLBACK")

    def add(self, attempt: Attempt) -> None:
        """Keep one attempt; on disk when this returns. What is remembered after it is computed when the question is
        next asked: that takes a library, for which `submit` has no time."""
        with self.sentences(), self.all_or_nothing():
            self.insert(attempt)
            self.database.execute("DELETE FROM memory WHERE question = ?", (attempt.question,))

    def learn(self, attempt: Attempt, after: Callable[[Memory | None], Memory]) -> Memory:
        """Keep one attempt, and what is remembered after it. One transaction: two sessions may ask one question."""
        with self.sentences(), self.all_or_nothing():
            found = f"SELECT {MEMORY} FROM memory WHERE question = ?"  # noqa: S608  constants
            row = self.database.execute(found, (attempt.question,)).fetchone()
            memory = after(read_memory(*row) if row else None)
            self.insert(attempt)
            self.write(memory)
        return memory

    def insert(self, attempt: Attempt) -> None:
        """One attempt, inside a transaction."""
        values = (
            attempt.at.isoformat(), attempt.question, attempt.revision, attempt.seed, attempt.answer, attempt.score,
            attempt.max_score, attempt.seconds, attempt.hints, attempt.confidence, json.dumps(attempt.diagnosis),
        )  # fmt: skip
        marks = ", ".join("?" * len(values))
        self.database.execute(f"INSERT INTO attempt ({COLUMNS}) VALUES ({marks})", values)  # noqa: S608  constants
        self.database.execute("DELETE FROM draft WHERE question = ?", (attempt.question,))

    def undo(self, question: str, memory: Memory | None) -> None:
        """Take the last attempt at a question back; `memory` is what was remembered before it."""
        newest = "SELECT max(number) FROM attempt WHERE question = ? AND NOT undone"
        with self.sentences(), self.all_or_nothing():
            self.database.execute(f"UPDATE attempt SET undone = 1 WHERE number = ({newest})", (question,))  # noqa: S608  constants
            self.database.execute("DELETE FROM memory WHERE question = ?", (question,))
            if memory is not None:
                self.write(memory)

    def remember(self, memories: Iterable[Memory]) -> None:
        """Keep memories that were computed from attempts."""
        with self.sentences(), self.all_or_nothing():
            for memory in memories:
                self.write(memory)

    def write(self, memory: Memory) -> None:
        """One memory, inside a transaction."""
        self.database.execute(
            f"INSERT OR REPLACE INTO memory ({MEMORY}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608  constants
            (memory.question, memory.due.isoformat(), memory.stability, memory.difficulty, memory.last.isoformat()),
        )

    def memories(self) -> dict[str, Memory]:
        """What is remembered of each question."""
        with self.sentences():
            rows = self.database.execute(f"SELECT {MEMORY} FROM memory")  # noqa: S608  constants
            return {question: read_memory(question, *rest) for question, *rest in rows}

    def unremembered(self) -> list[str]:
        """Questions with attempts of which nothing is remembered: those of an earlier quizdl."""
        known = "SELECT question FROM memory"
        with self.sentences():
            rows = self.database.execute(
                f"SELECT DISTINCT question FROM attempt WHERE NOT undone AND question NOT IN ({known})"  # noqa: S608  constants
            )
            return [question for (question,) in rows]

    def flag(self, at: datetime, question: str, revision: str, seed: int, note: str) -> None:
        """A remark about a question, for its author."""
        with self.sentences():
            self.database.execute(
                "INSERT INTO flag (at, question, revision, seed, note) VALUES (?, ?, ?, ?, ?)",
                (at.isoformat(), question, revision, seed, note),
            )

    def draft(self, question: str, text: str) -> None:
        """Keep what was written for a question until there is an attempt at it."""
        with self.sentences():
            self.database.execute("INSERT OR REPLACE INTO draft VALUES (?, ?)", (question, text))

    def drafted(self, question: str) -> str:
        """What was written for a question and is no attempt yet; mostly nothing."""
        with self.sentences():
            row = self.database.execute("SELECT text FROM draft WHERE question = ?", (question,)).fetchone()
            return str(row[0]) if row else ""

    def rename(self, old: str, new: str) -> None:
        """What was kept under one name of a question is kept under another."""
        with self.sentences(), self.all_or_nothing():
            for table in ("attempt", "memory", "flag", "draft"):
                self.database.execute(f"UPDATE OR REPLACE {table} SET question = ? WHERE question = ?", (new, old))  # noqa: S608  constants

    def newly_gone(self, questions: Iterable[str]) -> list[str]:
        """Those that nobody was told of before."""
        found = []
        with self.sentences():
            for question in questions:
                if self.database.execute("INSERT OR IGNORE INTO gone VALUES (?)", (question,)).rowcount:
                    found.append(question)
        return found

    def last(self) -> dict[str, Attempt]:
        """The last attempt at each question that was ever answered."""
        newest = "SELECT max(number) FROM attempt WHERE NOT undone GROUP BY question"
        return {attempt.question: attempt for attempt in self.read(f"WHERE number IN ({newest})")}

    def all(self) -> list[Attempt]:
        """Every attempt that was not taken back, oldest first."""
        return list(self.read("WHERE NOT undone ORDER BY number"))

    def of(self, question: str) -> list[Attempt]:
        """The attempts at one question that were not taken back, oldest first."""
        return list(self.read("WHERE question = ? AND NOT undone ORDER BY number", question))

    def read(self, which: str, *values: str) -> Iterator[Attempt]:
        """Attempts by the end of a SELECT."""
        with self.sentences():
            rows = self.database.execute(f"SELECT {COLUMNS} FROM attempt {which}", values)  # noqa: S608  constants
            for row in rows:
                found = dict(zip(COLUMNS.split(", "), row, strict=True))
                at, diagnosis = datetime.fromisoformat(found["at"]), tuple(json.loads(found["diagnosis"]))
                yield Attempt(**{**found, "at": at, "diagnosis": diagnosis})

    def all_or_nothing(self) -> AbstractContextManager[None]:
        """A transaction."""
        return all_or_nothing(self.database)

    def sentences(self) -> AbstractContextManager[None]:
        """Turn what SQLite says into what the user can do."""
        return sentences(self.path, ADVICE, WAIT_SECONDS)

    def flags(self) -> list[Flag]:
        """Every remark about a question, oldest first."""
        with self.sentences():
            rows = self.database.execute("SELECT at, question, revision, seed, note FROM flag ORDER BY number")
            return [Flag(datetime.fromisoformat(at), *rest) for at, *rest in rows]


def read_memory(question: str, due: str, stability: float, difficulty: float, last: str) -> Memory:
    """A memory from its row."""
    return Memory(question, datetime.fromisoformat(due), stability, difficulty, datetime.fromisoformat(last))
