"""What SQLite says, turned into what the user can do; every database of quizdl says it alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from quizdl.errors import QuizdlError
from quizdl.store.migrations import NewerError


class Advice(NamedTuple):
    """What differs between databases: the ends of three sentences."""

    safe: str
    """What a full disk has not harmed."""
    elsewhere: str
    """How to put the file into another folder."""
    anew: str
    """How to begin again beside a damaged file."""


@contextmanager
def sentences(path: Path, advice: Advice, wait_seconds: float) -> Iterator[None]:
    """Raise a sentence instead of an error of SQLite."""
    try:
        yield
    except NewerError:
        raise QuizdlError(f"{path} was written by a newer quizdl: upgrade quizdl to use it") from None
    except sqlite3.DatabaseError as error:
        raise QuizdlError(explain(str(error), path, advice, wait_seconds)) from error


def explain(said: str, path: Path, advice: Advice, wait_seconds: float) -> str:
    """One sentence for one error."""
    if "full" in said:
        return f"the disk is full: {path} could not be written. {advice.safe}; free some space"
    if "readonly" in said or "unable to open" in said or "attempt to write" in said:
        return f"{path} cannot be written: check its permissions, or {advice.elsewhere}"
    if "locked" in said:
        return f"{path} is in use by another program for more than {wait_seconds:.0f} seconds: try again"
    if "malformed" in said or "not a database" in said:
        return (
            f"{path} is damaged ({said}). It was left as it is: {advice.anew}, "
            f"or recover it with `sqlite3 {path} .recover`"
        )
    return f"{path}: {said}"
