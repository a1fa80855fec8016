"""A shape question has symbols that Python and the learner can use, and feedback for each wrong shape."""

import keyword
import re
from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.rules.numbers import expression, wrong_values
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.shape import Shape


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every shape question."""
    for i, question in enumerate(topic.questions):
        if isinstance(question, Shape):
            yield from shape(question, ("questions", i))


def shape(question: Shape, place: Loc) -> Iterator[Flaw]:
    """One shape question."""
    if isinstance(question.answer, int | float):
        what = f"a shape is a tuple, also of one axis: write ({question.answer},) in quotes"
        yield Flaw((*place, "answer"), what)
    yield from expression(question.answer, (*place, "answer"))
    yield from wrong_values(question.wrong, place)
    for name in question.symbols:
        here = (*place, "symbols", name)
        if not name.isidentifier() or keyword.iskeyword(name):
            yield Flaw(here, f"the symbol `{name}` is no name that Python can use: rename it")
        elif name in question.params:
            yield Flaw(here, f"`{name}` is a param, too: a size is drawn or stays a symbol")
        elif not re.search(rf"\b{name}\b", question.prompt):
            yield Flaw(here, f"the prompt does not show {name}: learners need it")
