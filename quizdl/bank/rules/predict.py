"""A predict question has a curve over x, and each wrong direction says why it is wrong."""

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.rules.numbers import expression
from quizdl.bank.rules.told import told
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.predict import Predict


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every predict question."""
    for i, question in enumerate(topic.questions):
        if isinstance(question, Predict):
            yield from predict(question, ("questions", i))


def predict(question: Predict, place: Loc) -> Iterator[Flaw]:
    """One predict question."""
    yield from (of_experiment if question.experiment else computed)(question, place)
    yield from told(question.wrong, (*place, "wrong"))
    for j, wrong in enumerate(question.wrong):
        if wrong.answer is None and wrong.misconception is None and not question.experiment:
            yield Flaw((*place, "wrong", j), "`answer` is missing here: one of up, down, same")


def computed(question: Predict, place: Loc) -> Iterator[Flaw]:
    """A curve that an expression gives."""
    flaws = list(expression(question.curve, (*place, "curve")))
    yield from flaws
    if not flaws and not uses_x(str(question.curve)):
        yield Flaw((*place, "curve"), "the expression does not use x: it stands for the array of its values")
    if "x" in question.params:
        yield Flaw((*place, "params", "x"), "x stands for the values of the axis: give the param another name")
    if question.x is None:
        yield Flaw(place, "`x` is missing: what is varied, or an `experiment`")
    elif len(set(question.x.values)) < len(question.x.values):
        yield Flaw((*place, "x", "values"), "a value stands here twice")
    if not question.y.strip():
        yield Flaw(place, "`y` is missing: the name of what is computed")


def of_experiment(question: Predict, place: Loc) -> Iterator[Flaw]:
    """A curve of an experiment, which has its own axes and numbers."""
    for name, given in (("x", question.x), ("y", question.y), ("params", question.params)):
        if given:
            yield Flaw((*place, name), f"the experiment {question.experiment} has its own: leave `{name}` out")
    for j, wrong in enumerate(question.wrong):
        if wrong.answer is None:
            yield Flaw((*place, "wrong", j), "`answer` is missing: an experiment is not run with a mistake in it")


def uses_x(text: str) -> bool:
    """Whether x occurs in an expression."""
    with contextlib.suppress(SyntaxError):
        return any(isinstance(node, ast.Name) and node.id == "x" for node in ast.walk(ast.parse(text.strip())))
    return False
