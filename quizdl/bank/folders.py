"""Where question files and layer files are: those that come with quizdl, and the folder of the user's own bank."""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from quizdl.errors import QuizdlError
from quizdl.hashing import sha256
from quizdl.version import __version__

PACKAGE = Path(__file__).resolve().parent.parent
INSTALLED = PACKAGE / "content"
CONTENT = INSTALLED if INSTALLED.is_dir() else PACKAGE.parent
"""In an installed quizdl the content lies inside the package, in a checkout beside it. Never where the user stands."""
QUESTIONS = CONTENT / "questions"
REFERENCE = CONTENT / "reference"
MISCONCEPTIONS = "misconceptions"
EXPERIMENTS = "experiments"


class Folders:
    """The files of all banks in use. Of two files with the same name the first folder's counts as the original."""

    def __init__(self, banks: Sequence[Path]):
        for folder in banks:
            if not folder.is_dir():
                raise QuizdlError(
                    f"{folder}: there is no such folder; --bank and QUIZDL_BANK name a folder of question files"
                )
        self.banks = tuple(banks)

    def topics(self) -> dict[str, Path]:
        """Topic -> its file."""
        return first_of(path for bank in self.banks for path in visible(bank, "*.yaml"))

    def files(self) -> list[Path]:
        """Every question, misconception and layer file of the banks, also those that another one hides."""
        return [
            path
            for bank in self.banks
            for pattern in ("*.yaml", f"{MISCONCEPTIONS}/*.yaml", f"{MISCONCEPTIONS}/*.py")
            for path in visible(bank, pattern)
        ]

    def mistakes(self) -> dict[str, Path]:
        """Layer -> the file of its misconceptions."""
        return first_of(path for bank in self.banks for path in visible(bank / MISCONCEPTIONS, "*.yaml"))

    def experiments(self) -> dict[str, Path]:
        """Experiment -> its file; its code lies beside it."""
        return first_of(path for bank in self.banks for path in visible(bank / EXPERIMENTS, "*.yaml"))

    def layers(self) -> dict[str, Path]:
        """Layer -> its file: those of quizdl, then those of a bank's own beside its misconceptions."""
        own = (path for bank in self.banks for path in visible(bank / MISCONCEPTIONS, "*.py"))
        return first_of([*(path for path in visible(REFERENCE, "*.py") if path.stem != "__init__"), *own])

    def fingerprint(self) -> str:
        """Changes whenever a file of any bank, or quizdl, does: by size and time of change."""
        found = sha256(__version__.encode())
        for path in (*self.files(), *self.layers().values()):
            with contextlib.suppress(OSError):  # a link that leads nowhere: reading it says so
                stat = path.stat()
                found.update(f"{path}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
        return found.hexdigest()


def visible(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder in order, without the hidden ones that editors and systems put there."""
    return sorted(path for path in folder.glob(pattern) if not path.name.startswith("."))


def first_of(paths: Iterable[Path]) -> dict[str, Path]:
    """Name without ending -> path; the first of several with one name."""
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(path.stem, path)
    return found
