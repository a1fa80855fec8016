"""Where in a file something is that was found by running it."""

from dataclasses import dataclass
from pathlib import Path

from quizdl import variants
from quizdl.bank import read, yaml12
from quizdl.bank.yaml12 import Loc
from quizdl.grading.keys import NoKeyError
from quizdl.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and where in the data of the file."""

    loc: Loc
    what: str


def problem(path: Path, flaw: Flaw) -> Problem:
    """A flaw with its line and column: the file is read once more for them."""
    return yaml12.read(path, read.shown(path)).at(flaw.loc, flaw.what)


def drawn_as(drawn: variants.Params) -> str:
    """What was drawn, as the end of a sentence."""
    told = ", ".join(f"{name} = {variants.plain(value)}" for name, value in drawn.items())
    return f" (for {told})" if told else ""


def unkeyed(i: int, part: str, error: NoKeyError, where: str) -> Flaw:
    """What stands in the way of a key, at the part of the question that gives it or at the wrong answer that fails."""
    at: Loc = (part,) if error.wrong is None else ("wrong", error.wrong)
    return Flaw(("questions", i, *at), f"{error}{where}")
