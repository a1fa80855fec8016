"""Reads experiments: questions/experiments/<name>.yaml, which says what is measured, and <name>.py, which measures."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field

from quizdl.bank import read as reading
from quizdl.bank import yaml12
from quizdl.bank.bank import Bank, suggestion
from quizdl.bank.rules.numbers import expression
from quizdl.bank.schema import STRICT, validate
from quizdl.bank.yaml12 import Loc
from quizdl.errors import BankError, QuizdlError
from quizdl.model.experiment import Conclusion, Curve, Experiment, Scale
from quizdl.model.problem import Problem
from quizdl.model.question import Text

MEASURE = "measure"
ARGUMENTS, WITH_TASK = ("x", "rng"), ("x", "rng", "inputs", "targets")


class ExperimentFile(BaseModel):
    """questions/experiments/<name>.yaml"""

    model_config = STRICT

    experiment: str
    """The name of the file without .yaml."""
    title: Text
    """What readers see in the list."""
    asks: Text
    """The question that it answers."""
    layers: tuple[str, ...] = ()
    """Layers that the code imports from, as in `from relu import relu_forward`."""
    shared: tuple[str, ...] = ()
    """Python files beside it, without .py, that the code imports too: what several experiments need."""
    x: Scale
    """What is varied."""
    y: Text
    """What is measured, with its unit."""
    curves: Annotated[tuple[Curve, ...], Field(min_length=1, max_length=6)]
    """What `measure` returns."""
    log: bool = False
    """Draw y on a logarithmic scale."""
    tasks: bool = False
    """It learns a task: `measure` takes inputs (1797, 64) and targets (1797,), too."""
    seeds: Annotated[int, Field(ge=5, le=100)] = 5
    """How often everything is repeated."""
    conclusions: Annotated[tuple[Conclusion, ...], Field(min_length=1)]
    """What it shows; each is checked seed by seed."""
    does_not_show: Text
    """What one might conclude from it, wrongly."""
    source: Text
    """Who says so, or did this before."""


def names(bank: Bank) -> list[str]:
    """All experiments."""
    return sorted(bank.folders.experiments())


def experiment(name: str, bank: Bank) -> Experiment:
    """One experiment; BankError with every flaw of its files."""
    path = bank.folders.experiments().get(name)
    if path is None:
        raise QuizdlError(f"there is no experiment `{name}`: {suggestion(name, names(bank))}")
    found, problems = read(path, bank)
    if found is None:
        raise BankError(problems)
    return found


def read(path: Path, bank: Bank) -> tuple[Experiment | None, list[Problem]]:
    """Both files of an experiment; without it where there are problems."""
    document = yaml12.read(path, reading.shown(path))
    content = validate(document, ExperimentFile)
    if content is None:
        return None, sorted(document.problems)
    problems = [document.at(place, what) for place, what in flaws(content, path, bank)]
    if problems:
        return None, sorted(problems)
    fields = content.model_dump(include={"title", "asks", "layers", "y", "log", "tasks", "seeds", "source"})
    code, *shared = (
        path.with_name(f"{name}.py").read_text(encoding="utf-8-sig") for name in (path.stem, *content.shared)
    )
    return Experiment(
        **fields, id=content.experiment, x=content.x, curves=content.curves, conclusions=content.conclusions,
        does_not_show=content.does_not_show, shared=dict(zip(content.shared, shared, strict=True)), code=code,
    ), []  # fmt: skip


def flaws(content: ExperimentFile, path: Path, bank: Bank) -> Iterator[tuple[Loc, str]]:
    """What only shows when the parts of both files, and the bank, are seen together."""
    if content.experiment != path.stem:
        yield (
            ("experiment",),
            f"the experiment is `{content.experiment}`, but the file is {path.name}: give both the same name",
        )
    for part, items in (("curves", [curve.id for curve in content.curves]), ("x", list(content.x.values))):
        for item, count in Counter(items).items():
            if count > 1:
                yield (part,), f"`{item}` stands here {count} times"
    for i, curve in enumerate(content.curves):
        if not curve.id.isidentifier():
            yield ("curves", i, "id"), f"`{curve.id}` is not a name: use letters, digits and _"
    for i, conclusion in enumerate(content.conclusions):
        for flaw in expression(conclusion.holds, ("conclusions", i, "holds")):
            yield flaw.loc, flaw.what
    yield from missing(content, path, bank)
    for what in code_flaws(content, path):
        yield ("experiment",), what


def missing(content: ExperimentFile, path: Path, bank: Bank) -> Iterator[tuple[Loc, str]]:
    """What the code would import and is not there."""
    for i, layer in enumerate(content.layers):
        if layer not in bank.layers():
            yield ("layers", i), f"there is no layer `{layer}`: {suggestion(layer, list(bank.layers()))}"
    for i, name in enumerate(content.shared):
        if not (name.isidentifier() and path.with_name(f"{name}.py").is_file()):
            yield ("shared", i), f"there is no file {name}.py beside {path.name}"


def code_flaws(content: ExperimentFile, path: Path) -> Iterator[str]:
    """What is wrong with the Python file."""
    file = path.with_suffix(".py")
    try:
        text = file.read_text(encoding="utf-8-sig")
        functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    except (OSError, UnicodeDecodeError) as error:
        yield f"{file.name} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
        return
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        yield f"{file.name} is not Python: {error.msg if isinstance(error, SyntaxError) else 'it is nested too deep'}"
        return
    wanted = WITH_TASK if content.tasks else ARGUMENTS
    if MEASURE not in functions:
        yield f"{file.name} has no function {MEASURE}({', '.join(wanted)})"
    elif tuple(argument.arg for argument in functions[MEASURE].args.args) != wanted:
        yield f"{file.name}: {MEASURE} takes {', '.join(wanted)}"
