"""Opens the database of attempts, adds to it and reads it; says in a sentence why it cannot."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.store.migrations import NewerError, migrate

NAME = "progress.db"
COLUMNS = "at, question, revision, seed, answer, score, max_score, seconds"
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

    @contextmanager
    def sentences(self) -> Iterator[None]:
        """Turn what SQLite says into what the user can do."""
        try:
            yield
        except NewerError:
            raise QuizdlError(f"{self.path} was written by a newer quizdl: upgrade quizdl to use it") from None
        except sqlite3.DatabaseError as error:
            raise QuizdlError(self.explain(error)) from error

    def explain(self, error: sqlite3.DatabaseError) -> str:
        """One sentence for one error of SQLite."""
        said = str(error)
        if "full" in said:
            return f"the disk is full: {self.path} could not be written. Earlier attempts are safe; free some space"
        if "readonly" in said or "unable to open" in said or "attempt to write" in said:
            return f"{self.path} cannot be written: check its permissions, or set QUIZDL_HOME to another folder"
        if "locked" in said:
            return f"{self.path} is in use by another program for more than {WAIT_SECONDS:.0f} seconds: try again"
        if "malformed" in said or "not a database" in said:
            return (
                f"{self.path} is damaged ({said}). It was left as it is: move it away to start anew, "
                f"or recover it with `sqlite3 {self.path} .recover`"
            )
        return f"{self.path}: {said}"
