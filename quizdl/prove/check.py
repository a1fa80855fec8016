"""Goes through every file of a bank and collects all problems of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from quizdl.bank import experiments, read
from quizdl.bank.bank import Bank
from quizdl.bank.folders import EXPERIMENTS, MISCONCEPTIONS, QUESTIONS, Folders
from quizdl.errors import BankError, QuizdlError
from quizdl.model.kinds.code import Code
from quizdl.model.kinds.number import Number
from quizdl.model.kinds.predict import Predict
from quizdl.model.kinds.shape import Shape
from quizdl.model.problem import Problem
from quizdl.model.question import Question
from quizdl.model.topic import Topic
from quizdl.prove.code import prove_all
from quizdl.prove.numbers import prove_numbers
from quizdl.prove.place import Flaw, problem
from quizdl.prove.predict import prove_curves
from quizdl.prove.shape import prove_shapes

Kind = TypeVar("Kind", bound=Question)


@dataclass
class Result:
    """What a check found."""

    problems: list[Problem]
    topics: int = 0
    questions: int = 0
    misconceptions: int = 0
    experiments: int = 0


def check(target: Path | None, own: str | None) -> Result:
    """Check a folder or a file; without one, the questions of quizdl and of the user's own bank."""
    if target is not None and not target.exists():
        raise QuizdlError(f"there is no file or folder {target}")
    bank = opened(target, own)
    originals = {*bank.topics().values(), *bank.folders.mistakes().values(), *bank.layers().values()}
    result = Result([])
    topics: dict[Path, Topic] = {}
    layers: dict[Path, str] = {}
    for path in bank.folders.files():
        if target is not None and target.resolve() not in (path, *path.parents):
            continue
        if path not in originals:
            result.problems.append(hidden(path, bank))
        elif path.suffix == ".yaml" and path.parent.name == MISCONCEPTIONS:
            if check_misconceptions(path, bank, result):
                layers[path] = path.stem
        elif path.suffix == ".yaml":
            topic = check_topic(path, bank, result)
            if topic is not None:
                topics[path] = topic
    for path in bank.folders.experiments().values():
        if target is None or target.resolve() in (path, *path.parents):
            found, problems = experiments.read(path, bank)
            result.problems += problems
            result.experiments += found is not None
    if not (result.problems or result.topics or result.misconceptions or result.experiments):
        raise QuizdlError(f"{target or own}: no question file here, they are called <topic>.yaml")
    check_code(topics, layers, bank, result)
    result.problems.sort()
    return result


def check_code(topics: Mapping[Path, Topic], layers: Mapping[Path, str], bank: Bank, result: Result) -> None:
    """Run everything about code, of all files at once; then look which mistakes no question has shown."""
    others = {
        path: bank.topic(name) for name, path in bank.topics().items() if path not in topics and is_whole(name, bank)
    }
    asked = [
        (path, i, question)
        for path, topic in {**topics, **others}.items()
        for i, question in of(topic.questions, Code)
        if path in topics or question.layer in layers.values()
    ]
    proofs = prove_all([(i, question) for _, i, question in asked], bank)
    shown = {name for proof in proofs for name in proof.shown}
    told: set[str] = set()
    for (path, _, _), proof in zip(asked, proofs, strict=True):
        if path in topics:
            result.problems += [problem(path, flaw) for flaw in proof.flaws]
            told |= proof.weak
    for path, layer in layers.items():
        for i, name in enumerate(bank.misconceptions(layer)):
            if name not in shown and name not in told:
                what = f"no code question shows the mistake {name}: add a case to one about this layer"
                result.problems.append(problem(path, Flaw(("misconceptions", i, "id"), what)))


def is_whole(topic: str, bank: Bank) -> bool:
    """Whether a topic can be read; one that cannot is told about where it is checked."""
    try:
        bank.topic(topic)
    except BankError:
        return False
    return True


def opened(target: Path | None, own: str | None) -> Bank:
    """The bank that holds what is to be checked, beside the questions of quizdl."""
    folders = [QUESTIONS] + ([Path(own).resolve()] if own else [])
    if target is not None:
        folder = target.resolve() if target.is_dir() else target.resolve().parent
        folder = folder.parent if folder.name in (MISCONCEPTIONS, EXPERIMENTS) else folder
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


def check_misconceptions(path: Path, bank: Bank, result: Result) -> bool:
    """A file of misconceptions; whether it can be used."""
    found, problems = read.misconceptions(path, bank)
    result.problems += problems
    result.misconceptions += len(found)
    return not problems


def check_topic(path: Path, bank: Bank, result: Result) -> Topic | None:
    """A topic file: first what it says, then what its expressions give. None where it cannot be used."""
    topic, problems = read.topic(path, bank)
    result.problems += problems
    if topic is None:
        return None
    result.topics += 1
    result.questions += len(topic.questions)
    result.problems += [problem(path, flaw) for flaw in prove_numbers(of(topic.questions, Number), bank)]
    result.problems += [problem(path, flaw) for flaw in prove_shapes(of(topic.questions, Shape), bank)]
    result.problems += [problem(path, flaw) for flaw in prove_curves(of(topic.questions, Predict), bank)]
    return topic


def of(questions: Sequence[Question], kind: type[Kind]) -> list[tuple[int, Kind]]:
    """The questions of one type, with their place in the file."""
    return [(i, question) for i, question in enumerate(questions) if isinstance(question, kind)]
