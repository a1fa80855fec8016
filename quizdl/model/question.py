"""A question: one class per type, with the same fields as in the YAML of a bank.

The annotations are the schema: the bank validates them with pydantic (strict, unknown keys forbidden), and the
docstrings under the fields become the descriptions in `quizdl bank schema`. Rules that span fields: `bank/rules`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds

Text = Annotated[str, Bounds(min_length=1)]
"""Prose in Markdown, with $TeX$ for mathematics."""
Expression = str | int | float
"""A Python expression over NumPy's names, the functions of the layer and the params; it runs in the runner only."""
Params = Mapping[str, Annotated[tuple[int | float, ...], Bounds(min_length=1)]]
"""name: values to draw from."""
CONFIG = {"extra": "forbid", "strict": True, "use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every type of question has."""

    __pydantic_config__: ClassVar = CONFIG

    type: str
    """Its name in QUESTION_TYPES; each class has one."""
    id: str
    """Stable: progress hangs on topic/id, never on the text. In the file without the topic, elsewhere with it."""
    level: Literal[1, 2, 3] = 1
    """1 recall, 2 apply, 3 derive or implement."""
    prompt: Text
    """What is asked."""
    explanation: str = ""
    """Why the answer is what it is, in two to four sentences; shown after the answer."""
    source: Text
    """A primary source that says so: paper and section, book and chapter, or "derivation"."""
    hints: tuple[Text, ...] = ()
    """A nudge, the formula, a worked step."""
    points: Annotated[float, Bounds(gt=0)] = 10.0
    """What full marks are worth."""
    layer: str | None = None
    """The layer file that expressions and code refer to; by default that of the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice."""

    __pydantic_config__: ClassVar = CONFIG

    text: Text
    """What the learner reads."""
    correct: bool = False
    """Whether it belongs to the answer."""
    misconception: str | None = None
    """The named mistake (layer/name) that this option states; what it teaches is the feedback."""
    says: str = ""
    """Feedback of its own: why this option is wrong, or right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """Exactly one option is correct."""

    type: Literal["choice"]
    choices: Annotated[tuple[Option, ...], Bounds(min_length=2, max_length=9)]
    """Shuffled by the seed of the attempt unless keep_order."""
    keep_order: bool = False
    """Show the options as written: for options that have a natural order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multi(Question):
    """Several options may be correct."""

    type: Literal["multi"]
    choices: Annotated[tuple[Option, ...], Bounds(min_length=2, max_length=9)]
    """Shuffled by the seed of the attempt unless keep_order."""
    keep_order: bool = False
    """Show the options as written: for options that have a natural order."""
    credit: Literal["all", "each", "net"] = "each"
    """all: everything or nothing. each: every option ticked or left rightly counts. net: right minus wrong ticks."""


QUESTION_TYPES = {
    **dict.fromkeys(("choice", "multi"), "quizdl.model.question"),
    **{
        name: f"quizdl.model.kinds.{name}"
        for name in ("number", "open", "code", "shape", "order", "match", "short", "predict", "spot")
    },
}
"""Where the class of each type is, with the type as its name: a module costs the way to the first question."""


def noun(name: str) -> type[Question]:
    """The class of a type."""
    found: type[Question] = getattr(importlib.import_module(QUESTION_TYPES[name]), name.capitalize())
    return found
