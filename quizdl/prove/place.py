"""Where in a file something is that was found by running it."""

from dataclasses import dataclass
from pathlib import Path

from quizdl.bank import read, yaml12
from quizdl.bank.yaml12 import Loc
from quizdl.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and where in the data of the file."""

    loc: Loc
    what: str


def problem(path: Path, flaw: Flaw) -> Problem:
    """A flaw with its line and column: the file is read once more for them."""
    return yaml12.read(path, read.shown(path)).at(flaw.loc, flaw.what)
