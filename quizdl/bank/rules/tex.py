"""Every formula can be shown in a terminal, and every dollar sign is part of one, money, or escaped."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import MisconceptionFile, TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.spot import Spot
from quizdl.tex import dollars, doubt

PROSE = frozenset(["prompt", "explanation", "hints", "says", "text", "point", "model_answer", "left", "right", "extra"])
"""The fields, of a question and of what it holds, that a learner reads as prose."""
FEEDBACK = ("says", "teaches")
"""Those of a misconception."""


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """The prose of every question."""
    for i, question in enumerate(topic.questions):
        for place, text in prose(question, ()):
            if place == ("text",) and isinstance(question, Spot):  # a program, or lines shown with their numbers
                continue
            for what in dict.fromkeys(flaws(text)):
                yield Flaw(("questions", i, *place), what)


def check_misconceptions(file: MisconceptionFile) -> Iterator[Flaw]:
    """The feedback of every misconception."""
    for i, entry in enumerate(file.misconceptions):
        for name in FEEDBACK:
            for what in dict.fromkeys(flaws(getattr(entry, name))):
                yield Flaw(("misconceptions", i, name), what)


def prose(noun: object, place: Loc) -> Iterator[tuple[Loc, str]]:
    """The texts of a question that are prose, with their place in it."""
    if not is_dataclass(noun):
        return
    for field in fields(noun):
        value = getattr(noun, field.name)
        if isinstance(value, str):
            if field.name in PROSE:
                yield (*place, field.name), value
        elif isinstance(value, tuple):
            for j, entry in enumerate(value):
                if isinstance(entry, str) and field.name in PROSE:
                    yield (*place, field.name, j), entry
                yield from prose(entry, (*place, field.name, j))
        else:
            yield from prose(value, (*place, field.name))


def flaws(text: str) -> Iterator[str]:
    """What is wrong with the formulas of a text."""
    stray = 0
    for kind, piece in dollars(text):
        if kind == "stray":
            stray += 1
        elif doubt(piece):
            shown = " ".join(piece.split())
            yield f"the formula `{shown}` cannot be shown in a terminal: {doubt(piece)}"
    if stray:
        yield "a `$` begins no formula or ends none: no blank stands inside the dollar signs; for money write `\\$`"
