"""Where submissions lie: a folder, or a zip that is read in place, so that nothing in it can leave it.

Both are hostile: links are not followed, and sizes and counts are limited before anything is read.
"""

import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from quizdl.errors import QuizdlError
from quizdl.grading.submission import MOST_BYTES
from quizdl.grading.submission import read as read_file
from quizdl.model import printable as text

IGNORED = {"__MACOSX", "__pycache__", "node_modules", "venv", "env", "site-packages"}
RESULTS = "results.db"
"""A folder that holds this file is the outcome of a run, not a student."""
DEEPEST = 8
MOST_FILES = 200_000
MOST_MEMBERS = 100_000
MOST_DIRECTORY = 16 * 2**20
"""Bytes of the table of contents of a zip."""
MOST_METADATA = 8 * 2**20
END, END64, LOCATOR64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"


class Place(Protocol):
    """A listing of paths, and the text behind each."""

    name: str
    skipped: list[str]

    def listing(self) -> Iterator[tuple[str, bool]]:
        """(path, whether it is a folder): top-level folders, and every file."""

    def read(self, path: str) -> str:
        """The text of one file; QuizdlError with a sentence for its author where it is none."""

    def raw(self, path: str, most: int) -> bytes:
        """The bytes of one file that the platform wrote."""

    def has_folder(self, path: str) -> bool:
        """Whether there is such a folder, hidden ones included."""


def open_place(path: Path, out: Path | None = None) -> Place:
    """A folder or a zip."""
    if path.is_dir():
        return Folder(path, out)
    if not path.exists():
        raise QuizdlError(f"there is no folder {path}")
    if path.suffix.lower() == ".zip" and path.is_file():
        return Archive(path)
    raise QuizdlError(f"{path} is neither a folder nor a zip: name the folder with the submissions")


def is_ignored(name: str) -> bool:
    """Whether systems and editors put it there."""
    return name.startswith(".") or name in IGNORED


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path, out: Path | None = None):
        self.root = root
        self.name = root.resolve().name
        self.out = out.resolve() if out else None
        self.skipped: list[str] = []

    def listing(self) -> Iterator[tuple[str, bool]]:
        """Every file that is no link."""
        for count, (path, folder) in enumerate(self.walk(self.root, "")):
            if count >= MOST_FILES:
                raise QuizdlError(f"{self.root} holds more than {MOST_FILES:,} files: is it the right folder?")
            yield path, folder

    def walk(self, folder: Path, prefix: str) -> Iterator[tuple[str, bool]]:
        """The entries below a folder."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if not prefix:
                raise QuizdlError(f"{folder} cannot be read: {error.strerror}") from error
            self.skipped.append(f"{prefix.rstrip('/')} cannot be read: {error.strerror}")
            return
        for entry in entries:
            path = prefix + entry.name
            if is_ignored(entry.name):
                continue
            if entry.is_symlink():
                self.skipped.append(f"{path} is a link: links are not followed")
            elif entry.is_dir(follow_symlinks=False):
                inside = Path(entry.path)
                if (inside / RESULTS).exists() or (self.out is not None and inside.resolve() == self.out):
                    continue
                if not prefix:
                    yield path, True
                if path.count("/") + 1 < DEEPEST:
                    yield from self.walk(inside, f"{path}/")
            else:
                yield path, False

    def read(self, path: str) -> str:
        """The text of a submission; sentences name it by its place in the folder."""
        file = self.root / path
        try:
            if file.is_symlink():
                raise QuizdlError(f"{path} is a link: links are not followed")
            return read_file(file)
        except QuizdlError as error:
            raise QuizdlError(str(error).replace(str(file), path)) from None
        except OSError as error:
            raise QuizdlError(f"{path} cannot be read: {error.strerror}") from None

    def raw(self, path: str, most: int) -> bytes:
        """Bytes, up to a limit."""
        with (self.root / path).open("rb") as file:
            return file.read(most)

    def has_folder(self, path: str) -> bool:
        """Hidden ones included."""
        return (self.root / path).is_dir()


class Archive:
    """A zip; its members are read one by one and never written by their own names."""

    def __init__(self, path: Path):
        self.path = path
        self.name = path.stem
        self.skipped: list[str] = []
        try:
            check_directory(path)
            self.zip = zipfile.ZipFile(path)
        except OSError as error:
            raise QuizdlError(f"{path} cannot be read: {error.strerror or error}") from error
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
            raise QuizdlError(f"{path} is not a zip that can be read ({error}): download it again") from error
        members = self.zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise QuizdlError(f"{path} holds {len(members):,} entries, at most {MOST_MEMBERS:,} are read")
        self.members = {info.filename: info for info in members if self.is_fine(info)}
        if members and all(info.flag_bits & 1 for info in members if not info.is_dir()):
            raise QuizdlError(f"{path} is encrypted: unpack it and name the folder")
        self.top = self.only_top()

    def is_fine(self, info: zipfile.ZipInfo) -> bool:
        """Whether an entry is an ordinary file or folder inside the zip."""
        name = printable(info.filename)
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if ".." in parts or info.filename.startswith("/") or (parts and ":" in parts[0]) or "\\" in info.filename:
            self.skipped.append(f"{name} leads out of the zip: left out")
            return False
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            self.skipped.append(f"{name} is a link or a device: left out")
            return False
        return True

    def only_top(self) -> str:
        """The folder that wraps everything, with a slash; empty where there is none."""
        names = [name for name in self.members if not is_ignored(name.split("/")[0])]
        tops = {name.split("/")[0] for name in names}
        if len(tops) != 1 or not all("/" in name for name in names):
            return ""
        top = f"{tops.pop()}/"
        inside = {name.split("/")[1] for name in names if name.count("/") > 1}
        return top if len(inside) > 1 or f"{top}submission_metadata.yml" in names else ""

    def listing(self) -> Iterator[tuple[str, bool]]:
        """Members in order, without the folder that wraps them all."""
        seen: set[str] = set()
        for name, info in sorted(self.members.items()):
            path = name.removeprefix(self.top)
            parts = path.rstrip("/").split("/")
            if not path or any(is_ignored(part) for part in parts) or len(parts) > DEEPEST:
                continue
            if (len(parts) > 1 or info.is_dir()) and parts[0] not in seen:
                seen.add(parts[0])
                yield parts[0], True
            if not info.is_dir():
                yield path, False

    def read(self, path: str) -> str:
        """The text of a submission, by the same checks as any other file."""
        content = self.raw(path, MOST_BYTES + 1)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "submission.py"
            file.write_bytes(content)
            try:
                return read_file(file)
            except QuizdlError as error:
                raise QuizdlError(str(error).replace(str(file), printable(path))) from None

    def raw(self, path: str, most: int) -> bytes:
        """The first bytes of a member, never more than asked for, whatever the zip says of its size."""
        name = printable(path)
        try:
            with self.zip.open(self.members[self.top + path]) as file:
                return file.read(most)
        except KeyError:
            raise QuizdlError(f"there is no file {name}") from None
        except NotImplementedError:
            raise QuizdlError(f"{name} is packed by a method that cannot be read") from None
        except RuntimeError:
            raise QuizdlError(f"{name} is encrypted: hand it in without a password") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise QuizdlError(f"{name} is damaged in the zip ({error}): hand it in again") from None

    def has_folder(self, path: str) -> bool:
        """Hidden ones included."""
        return any(name.startswith(f"{self.top}{path}/") for name in self.members)


def printable(name: str) -> str:
    """A name from a zip, safe for a terminal and a sentence."""
    return text.printable(name, instead="\ufffd")[:200]


def check_directory(path: Path) -> None:
    """Look at the size of the table of contents before `zipfile` reads all of it into memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 2**16 - 42))
        tail = file.read()
        at = tail.rfind(END)
        if at < 0 or at + 22 > len(tail):
            raise zipfile.BadZipFile("it has no end record")
        directory = struct.unpack_from("<L", tail, at + 12)[0]
        locator = tail.rfind(LOCATOR64, 0, at)
        if locator >= 0:
            file.seek(struct.unpack_from("<Q", tail, locator + 8)[0])
            record = file.read(56)
            if record[:4] == END64 and len(record) == 56:
                directory = struct.unpack_from("<Q", record, 40)[0]
    if directory > MOST_DIRECTORY:
        raise QuizdlError(
            f"{path} has a table of contents of {directory / 2**20:.0f} MiB, at most {MOST_DIRECTORY // 2**20} are read"
        )
