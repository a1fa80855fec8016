"""The shape of the database, as steps that are only ever added to. A database is at step PRAGMA user_version."""

import sqlite3
from collections.abc import Sequence

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
)


class NewerError(Exception):
    """The database was written by a later quizdl."""


def migrate(database: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Bring a database up to the last step, all or nothing."""
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > len(steps):
        raise NewerError
    for number, step in enumerate(steps[version:], start=version + 1):
        database.executescript(f"BEGIN IMMEDIATE; {step}; PRAGMA user_version = {number}; COMMIT;")
