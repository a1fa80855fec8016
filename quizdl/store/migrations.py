"""The shape of the database, as steps that are only ever added to. A database is at step PRAGMA user_version."""

import sqlite3
import time
from collections.abc import Iterator, Sequence

from quizdl.store.transaction import all_or_nothing

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE attempt (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,               -- UTC, ISO 8601
        question TEXT NOT NULL,         -- topic/id
        revision TEXT NOT NULL,         -- hash of the question as it was asked
        seed INTEGER NOT NULL,
        answer TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        seconds REAL NOT NULL
    );
    CREATE INDEX attempt_question ON attempt (question, number);
    """,
    """
    ALTER TABLE attempt ADD COLUMN hints INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN confidence TEXT NOT NULL DEFAULT '';
    ALTER TABLE attempt ADD COLUMN diagnosis TEXT NOT NULL DEFAULT '[]';   -- JSON list of misconceptions
    ALTER TABLE attempt ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;      -- taken back; nothing is ever deleted
    CREATE TABLE memory (
        question TEXT PRIMARY KEY,      -- can be computed again from the attempts
        due TEXT NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        last TEXT NOT NULL
    );
    CREATE TABLE flag (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        question TEXT NOT NULL,
        revision TEXT NOT NULL,
        seed INTEGER NOT NULL,
        note TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE draft (
        question TEXT PRIMARY KEY,
        text TEXT NOT NULL              -- an open answer that was written and not judged yet
    );
    CREATE TABLE gone (
        question TEXT PRIMARY KEY       -- no longer in its bank, and the learner was told so
    );
    """,
)


class NewerError(Exception):
    """The database was written by a later quizdl."""


def migrate(database: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Bring a database up to the last step, all or nothing."""
    if step_of(database) == len(steps):
        return
    with all_or_nothing(database):  # of two that begin at once, the second finds it done
        begun = step_of(database)
        if begun > len(steps):
            raise NewerError
        for statement in statements(steps[begun:]):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(steps)}")


def step_of(database: sqlite3.Connection) -> int:
    """How far a database is."""
    found: int = database.execute("PRAGMA user_version").fetchone()[0]
    return found


def statements(steps: Sequence[str]) -> Iterator[str]:
    """One by one: a script would commit what is open."""
    statement = ""
    for piece in ";".join(steps).split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def write_ahead(database: sqlite3.Connection, wait_seconds: float) -> None:
    """Let others read while one writes. SQLite does not wait here where two turn it on at once, so we do."""
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
