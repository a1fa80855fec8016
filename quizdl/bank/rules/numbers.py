"""A number question states one tolerance, expressions that can be read, and feedback for each wrong value."""

import ast
from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.number import Number, WrongValue

LONGEST = 2000
"""Characters of an expression."""


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every number question."""
    for i, question in enumerate(topic.questions):
        if isinstance(question, Number):
            yield from number(question, ("questions", i))


def number(question: Number, place: Loc) -> Iterator[Flaw]:
    """One number question."""
    tolerance = question.tolerance
    stated = [name for name in ("digits", "exact", "rtol", "atol") if getattr(tolerance, name) is not None]
    if len(stated) != 1:
        found = " and ".join(stated) or "nothing"
        yield Flaw((*place, "tolerance"), f"exactly one of digits, exact, rtol, atol is needed, found {found}")
    yield from expression(question.answer, (*place, "answer"))
    yield from wrong_values(question.wrong, place)


def wrong_values(values: tuple[WrongValue, ...], place: Loc) -> Iterator[Flaw]:
    """What known mistakes lead to."""
    for j, wrong in enumerate(values):
        here: Loc = (*place, "wrong", j)
        if (wrong.misconception is None) == (wrong.value is None):
            yield Flaw(here, "exactly one of `misconception` and `value` is needed")
        if wrong.value is not None:
            yield from expression(wrong.value, (*here, "value"))
            if not wrong.says:
                yield Flaw(here, "`says` is missing: tell what was done and what to do instead")


def expression(text: str | int | float, place: Loc) -> Iterator[Flaw]:
    """Whether an expression is one. It is only read here: it runs in the runner."""
    if not isinstance(text, str):
        return
    if not text.strip():
        yield Flaw(place, "there is no expression")
        return
    if len(text) > LONGEST:
        yield Flaw(place, f"an expression of {len(text)} characters, at most {LONGEST} are allowed")
        return
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "it is nested too deep"
        yield Flaw(place, f"`{' '.join(text.split())[:60]}` is not a Python expression: {reason}")
