"""Reads assignment.yaml: every flaw of it with its line, or the assignment."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from quizdl.bank import read as reading
from quizdl.bank import yaml12
from quizdl.bank.bank import Bank
from quizdl.bank.schema import STRICT, validate
from quizdl.bank.yaml12 import Loc
from quizdl.errors import BankError, QuizdlError
from quizdl.model.assignment import Assignment, Part, Reveal
from quizdl.model.kinds.code import Code, Limits
from quizdl.model.question import Text

NAME = "assignment.yaml"


class PartEntry(BaseModel):
    """One question of the assignment."""

    model_config = STRICT

    id: str
    """topic/id, as `quizdl bank list` shows it."""
    points: Annotated[float, Field(gt=0, le=10000)] | None = None
    """What it is worth here; by default what the bank says."""
    files: tuple[str, ...] = ()
    """File names that answer it, `*` stands for anything; by default the file with its marker or its functions."""


class AssignmentFile(BaseModel):
    """assignment.yaml"""

    model_config = STRICT

    title: Text | None = None
    """Stands above the feedback."""
    due: str | None = None
    """2026-11-02 23:59, with a zone such as +01:00 or in that of this machine."""
    reveal: Literal["score", "checks", "messages", "values"] = "messages"
    """What students read: points; which checks passed; why the others did not; expected values, too."""
    limits: Limits | None = None
    """Time and memory for one submission; by default those of the question."""
    questions: Annotated[tuple[PartEntry, ...], Field(min_length=1)]
    """In the order of the columns."""


def read(path: Path, bank: Bank) -> Assignment:
    """The assignment; BankError with every flaw of the file."""
    document = yaml12.read(path, reading.shown(path))
    content = validate(document, AssignmentFile)
    if content is None:
        raise BankError(sorted(document.problems))
    problems = [document.at(loc, what) for loc, what in flaws(content, bank)]
    if problems:
        raise BankError(sorted(problems))
    parts = tuple(Part(entry.id, entry.points, entry.files) for entry in content.questions)
    due = datetime.fromisoformat(content.due).astimezone() if content.due else None
    return Assignment(parts, content.title or "", due, Reveal(content.reveal), content.limits)


def flaws(content: AssignmentFile, bank: Bank) -> Iterator[tuple[Loc, str]]:
    """What only shows when the parts of the file, and the bank, are seen together."""
    if content.due is not None:
        try:
            datetime.fromisoformat(content.due)
        except ValueError:
            yield ("due",), f"`due`: `{content.due}` is not a date: write it as 2026-11-02 23:59"
    ids: set[str] = set()
    files: dict[str, str] = {}
    for i, entry in enumerate(content.questions):
        if entry.id in ids:
            yield ("questions", i, "id"), f"`{entry.id}` stands here twice: keep one"
            continue
        ids.add(entry.id)
        try:
            question = bank.question(entry.id)
            if not isinstance(question, Code):
                yield ("questions", i, "id"), f"`{entry.id}` is not a code question: only files are graded"
        except QuizdlError as error:
            yield ("questions", i, "id"), str(error)
        for k, name in enumerate(entry.files):
            if "/" in name or "\\" in name or not name:
                yield ("questions", i, "files", k), f"`{name}`: name files without folders, such as batchnorm.py"
            elif name in files:
                yield ("questions", i, "files", k), f"`{name}` answers {files[name]} already"
            files.setdefault(name, entry.id)


def metadata(path: Path) -> dict[str, list[dict[str, str]]]:
    """The submission_metadata.yml of a Gradescope export: folder -> its submitters with name, email and time."""
    data = yaml12.read(path, path.name).data
    found: dict[str, list[dict[str, str]]] = {}
    for folder, entry in data.items() if isinstance(data, dict) else ():
        if not isinstance(entry, dict):
            continue
        people = entry.get(":submitters")
        at = str(entry.get(":created_at") or "")
        found[folder] = [
            {"name": str(person.get(":name") or ""), "email": str(person.get(":email") or ""), "at": at}
            for person in (people if isinstance(people, list) else ())
            if isinstance(person, dict)
        ]
    return found
