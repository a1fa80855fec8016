"""Finds out who handed in what, in each of the forms in which platforms hand submissions out."""

import hashlib
import os.path
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from quizdl.classroom.places import MOST_METADATA, Place, printable
from quizdl.errors import QuizdlError
from quizdl.model.gradebook import Student

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?")
CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<number>\d+)_(?P<file>.+)")
AGAIN = re.compile(r"-\d+(?=\.\w+$)")
"""Canvas adds -1, -2 ... to the name of a file that is handed in again."""
GRADESCOPE = re.compile(r"submission_\d+")
METADATA = "submission_metadata.yml"
MOST_OF_ONE = 100
"""Files of one student that are looked at."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file of a student: where it lies, and what the student called it."""

    path: str
    name: str


@dataclass(slots=True)
class HandIn:
    """What one student handed in."""

    name: str
    id: str = ""
    files: list[Handed] = field(default_factory=list)
    others: int = 0
    """Files that are no Python."""
    late: bool = False
    at: str = ""

    def add(self, path: str, name: str) -> None:
        """One more file."""
        if name.lower().endswith(".py") and len(self.files) < MOST_OF_ONE:
            self.files.append(Handed(path, name))
        else:
            self.others += 1


def hand_ins(place: Place, due: datetime | None = None) -> list[HandIn]:
    """Every student with the files handed in, by name."""
    listing = list(place.listing())
    folders = [path for path, folder in listing if folder]
    files = [path for path, folder in listing if not folder]
    if METADATA in files or (folders and all(GRADESCOPE.fullmatch(name) for name in folders)):
        found = gradescope(place, folders, files, due)
    else:
        found = by_name(place, folders, files)
    if not found:
        raise QuizdlError(
            f"there are no submissions in {place.name}: one sub-folder or one .py file for each student is expected"
        )
    return sorted(distinct(found), key=lambda one: (one.name.casefold(), one.name))


def by_name(place: Place, folders: list[str], files: list[str]) -> list[HandIn]:
    """Moodle, Canvas, GitHub Classroom, or plain folders and files: the names tell."""
    found: dict[tuple[str, str], HandIn] = {}
    prefix = classroom_prefix(place, folders)

    def student(name: str, number: str = "") -> HandIn:
        return found.setdefault((name, number), HandIn(printable(name).strip() or "?", number))

    for name in folders:
        match = MOODLE.fullmatch(name)
        student(match["name"], match["id"]) if match else student(name.removeprefix(prefix))
    for path in files:
        top, slash, _ = path.partition("/")
        name = PurePosixPath(path).name
        if slash:
            match = MOODLE.fullmatch(top)
            (student(match["name"], match["id"]) if match else student(top.removeprefix(prefix))).add(path, name)
        elif match := MOODLE.fullmatch(top):
            student(match["name"], match["id"]).add(path, match["file"] or name)
        elif match := CANVAS.fullmatch(top):
            one = student(match["name"], match["id"])
            one.add(path, AGAIN.sub("", match["file"]))
            one.late = one.late or match["late"] is not None
        elif name.lower().endswith(".py"):
            student(name[: -len(".py")]).add(path, name)
    return list(found.values())


def classroom_prefix(place: Place, folders: list[str]) -> str:
    """What GitHub Classroom puts before each user name: `assignment-`, where these are its folders."""
    if place.name.endswith("-submissions"):
        prefix = place.name.removesuffix("submissions")
        return prefix if folders and all(name.startswith(prefix) for name in folders) else ""
    if len(folders) < 2 or not all(place.has_folder(f"{name}/.git") for name in folders):
        return ""
    common = os.path.commonprefix(folders)  # noqa: RUF071  letter by letter is meant
    return common[: common.rfind("-") + 1]


def gradescope(place: Place, folders: list[str], files: list[str], due: datetime | None) -> list[HandIn]:
    """An export of Gradescope: every submitter of a group gets a row."""
    people = submitters(place) if METADATA in files else {}
    groups = {folder: HandIn(folder) for folder in folders}
    for path in files:
        if "/" in path:
            groups[path.partition("/")[0]].add(path, PurePosixPath(path).name)
    found: list[HandIn] = []
    for folder, first in groups.items():
        for person in people.get(folder) or [{"name": folder, "email": "", "at": ""}]:
            name = printable(person["name"] or person["email"] or folder)
            late = due is not None and is_after(person["at"], due)
            found.append(replace(first, name=name, id=person["email"], at=printable(person["at"]), late=late))
    return found


def submitters(place: Place) -> dict[str, list[dict[str, str]]]:
    """Who is behind each folder of a Gradescope export. Only the bank reads YAML, and it reads files."""
    from quizdl.bank.assignment import metadata

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / METADATA
        file.write_bytes(place.raw(METADATA, MOST_METADATA))
        return metadata(file)


def is_after(at: str, due: datetime) -> bool:
    """Whether a time of Gradescope, such as `2026-02-01 17:31:32.123456000 Z`, is after the due date."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|[-+]\d\d:?\d\d)?", at)
    if not match:
        return False
    return datetime.fromisoformat(f"{match[1]}{match[2] or ''}").astimezone() > due


def distinct(found: list[HandIn]) -> list[HandIn]:
    """Names that occur once: what tells namesakes apart is put behind them."""
    count = Counter(one.name for one in found)
    named = [replace(one, name=f"{one.name} ({one.id})") if count[one.name] > 1 and one.id else one for one in found]
    seen: Counter[str] = Counter()
    for one in named:
        seen[one.name] += 1
        if seen[one.name] > 1:
            one.name = f"{one.name} ({seen[one.name]})"
    return named


def students(found: Iterable[HandIn]) -> list[Student]:
    """The roster, with a safe and unique file name for each."""
    taken: set[str] = set()
    roster = []
    for one in found:
        slug = safe(one.name)
        if slug != one.name or slug.casefold() in taken:
            slug = f"{slug}-{hashlib.sha256(one.name.encode(errors='surrogatepass')).hexdigest()[:8]}"
        taken.add(slug.casefold())
        roster.append(Student(one.name, slug, one.at, one.late))
    return roster


def safe(name: str) -> str:
    """A name with nothing in it that a file system, a shell or a browser understands."""
    kept = "".join(c if c.isalnum() or c in "-_" else "_" for c in name)[:60]
    return kept or "_"
