"""A question: one class per type, with the same fields as in the YAML of a bank.

The annotations are the schema: the bank validates them with pydantic (strict, unknown keys forbidden), and the
docstrings under the fields become the descriptions in `quizdl bank schema`. Rules that span fields: `bank/rules`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How near a number must be; exactly one of the fields."""

    __pydantic_config__: ClassVar = CONFIG

    digits: Annotated[int, Bounds(ge=1, le=12)] | None = None
    """Significant digits: right when it rounds to the key at this many digits."""
    exact: Literal[True] | None = None
    """Counts and other numbers that are either right or not."""
    rtol: Annotated[float, Bounds(gt=0, le=0.5)] | None = None
    """Share of the key."""
    atol: Annotated[float, Bounds(gt=0)] | None = None
    """Absolute distance, in the unit of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongValue:
    """A number or shape that a known mistake leads to, with its feedback."""

    __pydantic_config__: ClassVar = CONFIG

    misconception: str | None = None
    """The same expression, computed with the layer that this named mistake (layer/name) makes."""
    value: Expression | None = None
    """Or an expression of its own."""
    says: str = ""
    """Feedback: what was done and what to do instead; needed with `value`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A number is computed."""

    type: Literal["number"]
    params: Params = field(default_factory=dict)
    """name: values to draw from; {{name}} stands for it in the prompt, and name in expressions."""
    answer: Expression
    """The key."""
    tolerance: Tolerance
    """How near is near enough: always stated."""
    wrong: tuple[WrongValue, ...] = ()
    """Numbers that known mistakes lead to."""
    unit: str = ""
    """Shown behind the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricPoint:
    """One thing a good answer says."""

    __pydantic_config__: ClassVar = CONFIG

    point: Text
    """The statement."""
    weight: Annotated[float, Bounds(gt=0)] = 1.0
    """Its share of the points, relative to the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Question):
    """An answer in one's own words, judged by the learner along a rubric."""

    type: Literal["open"]
    rubric: Annotated[tuple[RubricPoint, ...], Bounds(min_length=2)]
    """What a good answer holds."""
    model_answer: Text
    """A very good answer, shown after the learner has judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a case changes an input drawn by the layer file: value * scale + offset."""

    __pydantic_config__: ClassVar = CONFIG

    scale: float = 1.0
    """Factor."""
    offset: float = 0.0
    """Added after scaling."""
    whole: bool = False
    """Then rounded to whole numbers: ties and zeros occur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One set of inputs for a code question."""

    __pydantic_config__: ClassVar = CONFIG

    name: Text
    """What the learner reads beside each check, such as "an ordinary minibatch"."""
    sizes: Mapping[str, Annotated[int, Bounds(ge=1, le=4096)]]
    """Arguments of the layer file's `inputs`; let them all differ, else a wrong axis passes unseen."""
    options: Mapping[str, bool | int | float | str | tuple[int, ...]] = field(default_factory=dict)
    """Keyword arguments of the forward."""
    steps: Annotated[int, Bounds(ge=2, le=100)] = 10
    """Of an optimizer: how often it is called, each time with another gradient."""
    inputs: Mapping[str, Change] = field(default_factory=dict)
    """Changes to the inputs drawn."""
    weight: Annotated[float, Bounds(gt=0)] = 1.0
    """Share of the points, relative to the other cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a submission may use."""

    __pydantic_config__: ClassVar = CONFIG

    seconds: Annotated[float, Bounds(gt=0, le=600)] = 10.0
    """Wall-clock and CPU time for all cases together."""
    memory_mb: Annotated[int, Bounds(ge=256, le=65536)] = 2048
    """Address space, in MiB; Python with numpy takes about 200 of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Question):
    """Functions are written, and compared with the reference by their outputs and gradients."""

    type: Literal["code"]
    functions: Annotated[tuple[str, ...], Bounds(min_length=1)]
    """Names of functions of the layer file that the learner writes."""
    cases: Annotated[tuple[Case, ...], Bounds(min_length=1)]
    """The inputs to judge them on."""
    weights: Mapping[str, Annotated[float, Bounds(ge=0)]] = field(default_factory=dict)
    """Share of a result (y, dx, ...) in the points of its case, relative to the others; 1 where not named."""
    ladder: tuple[Case, ...] = ()
    """Tiny cases, the smallest first, worth nothing: the first that fails is shown with its numbers, rounded to whole
    ones so that one can follow them by hand."""
    reveal: bool = False
    """Feedback may hold right values of the ladder."""
    repair: str | None = None
    """The starter is the layer with this mistake (layer/name) in it, to be found and mended."""
    limits: Limits = Limits()
    """Time and memory."""


QUESTION_TYPES = {
    **dict.fromkeys(("choice", "multi", "number", "open", "code"), "quizdl.model.question"),
    **{name: f"quizdl.model.kinds.{name}" for name in ("shape", "order", "match", "short", "predict", "spot")},
}
"""Where the class of each type is, with the type as its name: a module costs the way to the first question."""


def noun(name: str) -> type[Question]:
    """The class of a type."""
    found: type[Question] = getattr(importlib.import_module(QUESTION_TYPES[name]), name.capitalize())
    return found
