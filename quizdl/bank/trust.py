"""Remembers which folders of question files may run code on a machine whose sandbox has gaps.

By the content of all files: a folder that changes is not the one that was looked at.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from quizdl.bank.folders import MISCONCEPTIONS, QUESTIONS
from quizdl.errors import QuizdlError
from quizdl.places import data_folder

NAME = "trusted.json"


def foreign(banks: Iterable[Path]) -> list[Path]:
    """The folders that did not come with quizdl."""
    return [folder for folder in banks if folder != QUESTIONS]


def content(folder: Path) -> str:
    """Hash of everything in a folder that may run."""
    found = hashlib.sha256()
    for pattern in ("*.yaml", f"{MISCONCEPTIONS}/*.yaml", f"{MISCONCEPTIONS}/*.py"):
        for path in sorted(folder.glob(pattern)):
            found.update(f"{path.relative_to(folder)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def trusted(folder: Path) -> bool:
    """Whether this folder, as it is now, was trusted."""
    return content(folder) in remembered()


def trust(folder: Path) -> None:
    """Remember this folder as it is now."""
    if not folder.is_dir():
        raise QuizdlError(f"there is no folder {folder}")
    path = data_folder() / NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(sorted({*remembered(), content(folder)})), encoding="utf-8")
    except OSError as error:
        raise QuizdlError(f"{path} cannot be written: {error.strerror}") from error


def remembered() -> set[str]:
    """Hashes of the folders that were trusted. A file that cannot be read trusts nobody."""
    try:
        return set(map(str, json.loads((data_folder() / NAME).read_bytes())))
    except (OSError, ValueError, TypeError):
        return set()
