"""Opens the database of attempts, adds to it and reads it; says in a sentence why it cannot."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.store.migrations import migrate
from quizdl.store.sentences import Advice, sentences

NAME = "progress.db"
COLUMNS = "at, question, revision, seed, answer, score, max_score, seconds"
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
                self.database.execute("PRAGMA journal_mode = WAL")
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
        """Keep one attempt; on disk when this returns."""
        values = (
            attempt.at.isoformat(), attempt.question, attempt.revision, attempt.seed, attempt.answer,
            attempt.score, attempt.max_score, attempt.seconds,
        )  # fmt: skip
        with self.sentences():
            self.database.execute(f"INSERT INTO attempt ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608  a constant

    def last(self) -> dict[str, Attempt]:
        """The last attempt at each question that was ever answered."""
        newest = "SELECT max(number) FROM attempt GROUP BY question"
        return {attempt.question: attempt for attempt in self.read(f"WHERE number IN ({newest})")}

    def all(self) -> list[Attempt]:
        """Every attempt, oldest first."""
        return list(self.read("ORDER BY number"))

    def read(self, which: str) -> Iterator[Attempt]:
        """Attempts by the end of a SELECT."""
        with self.sentences():
            for at, *rest in self.database.execute(f"SELECT {COLUMNS} FROM attempt {which}"):  # noqa: S608  constants
                yield Attempt(datetime.fromisoformat(at), *rest)

    def sentences(self) -> AbstractContextManager[None]:
        """Turn what SQLite says into what the user can do."""
        return sentences(self.path, ADVICE, WAIT_SECONDS)
