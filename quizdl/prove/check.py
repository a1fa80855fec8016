"""Goes through every file of a bank and collects all problems of all of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from quizdl.bank import read
from quizdl.bank.bank import Bank
from quizdl.bank.folders import MISCONCEPTIONS, QUESTIONS, Folders
from quizdl.errors import QuizdlError
from quizdl.model.problem import Problem
from quizdl.model.question import Code, Number, Question
from quizdl.prove.code import prove_code
from quizdl.prove.numbers import prove_numbers
from quizdl.prove.place import Flaw, problem

Kind = TypeVar("Kind", bound=Question)


@dataclass
class Result:
    """What a check found."""

    problems: list[Problem]
    topics: int = 0
    questions: int = 0
    misconceptions: int = 0


def check(target: Path | None, own: str | None) -> Result:
    """Check a folder or a file; without one, the questions of quizdl and of the user's own bank."""
    if target is not None and not target.exists():
        raise QuizdlError(f"there is no file or folder {target}")
    bank = opened(target, own)
    originals = {*bank.topics().values(), *bank.folders.mistakes().values(), *bank.layers().values()}
    result = Result([])
    for path in bank.folders.files():
        if target is not None and target.resolve() not in (path, *path.parents):
            continue
        if path not in originals:
            result.problems.append(hidden(path, bank))
        elif path.suffix == ".yaml" and path.parent.name == MISCONCEPTIONS:
            check_misconceptions(path, bank, result)
        elif path.suffix == ".yaml":
            check_topic(path, bank, result)
    if not (result.problems or result.topics or result.misconceptions):
        raise QuizdlError(f"{target or own}: no question file here, they are called <topic>.yaml")
    result.problems.sort()
    return result


def opened(target: Path | None, own: str | None) -> Bank:
    """The bank that holds what is to be checked, beside the questions of quizdl."""
    folders = [QUESTIONS] + ([Path(own).resolve()] if own else [])
    if target is not None:
        folder = target.resolve() if target.is_dir() else target.resolve().parent
        folder = folder.parent if folder.name == MISCONCEPTIONS else folder
        folders += [folder] if folder not in folders else []
    return Bank(Folders(folders), use_cache=False)


def hidden(path: Path, bank: Bank) -> Problem:
    """A file that is never read, because another bank has one of the same name."""
    if path.suffix == ".py":
        kind, original = "layer", bank.layers()[path.stem]
    elif path.parent.name == MISCONCEPTIONS:
        kind, original = "file of misconceptions", bank.folders.mistakes()[path.stem]
    else:
        kind, original = "topic", bank.topics()[path.stem]
    what = f"the {kind} `{path.stem}` exists already in {read.shown(original)}: give this one another name"
    return Problem(read.shown(path), 1, 1, what)


def check_misconceptions(path: Path, bank: Bank, result: Result) -> None:
    """A file of misconceptions."""
    found, problems = read.misconceptions(path, bank)
    result.problems += problems
    result.misconceptions += len(found)


def check_topic(path: Path, bank: Bank, result: Result) -> None:
    """A topic file: first what it says, then what its expressions and cases give."""
    topic, problems = read.topic(path, bank)
    result.problems += problems
    if topic is None:
        return
    result.topics += 1
    result.questions += len(topic.questions)
    flaws: list[Flaw] = []
    flaws += prove_numbers(of(topic.questions, Number), bank)
    flaws += prove_code(of(topic.questions, Code), bank)
    result.problems += [problem(path, flaw) for flaw in flaws]


def of(questions: tuple[Question, ...], kind: type[Kind]) -> list[tuple[int, Kind]]:
    """The questions of one type, with their place in the file."""
    return [(i, question) for i, question in enumerate(questions) if isinstance(question, kind)]
