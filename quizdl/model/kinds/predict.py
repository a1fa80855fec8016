"""A question for the direction in which something changes; an experiment shows it."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Expression, Params, Question, Text

Direction = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is varied."""

    __pydantic_config__: ClassVar = CONFIG

    label: Text
    """Its name."""
    values: Annotated[tuple[int | float, ...], Bounds(min_length=2, max_length=200)]
    """In the order in which the curve runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongDirection:
    """A prediction that a known mistake leads to, with its feedback."""

    __pydantic_config__: ClassVar = CONFIG

    misconception: str | None = None
    """The named mistake (layer/name); without `answer` the direction is that of the same curve, computed with it."""
    answer: Direction | None = None
    """Or a direction."""
    says: str = ""
    """Feedback of its own; needed without a misconception."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predict(Question):
    """Up, down or about the same: predicted first, then computed and shown as a curve."""

    type: Literal["predict"]
    params: Params = field(default_factory=dict)
    """name: values to draw from; {{name}} stands for it in the prompt, and name in expressions."""
    x: Axis | None = None
    """What is varied; the array `x` in the expression."""
    y: str = ""
    """The name of what is computed."""
    experiment: str | None = None
    """Or an experiment (questions/experiments) of which `curve` is one; x and y are those of the experiment then."""
    curve: Expression
    """One number for each of x. The key is where the last one is, seen from the first: up, down or the same."""
    least: Annotated[float, Bounds(gt=0, lt=1)] = 0.05
    """A change counts from this share of the largest of the numbers on."""
    wrong: tuple[WrongDirection, ...] = ()
    """Predictions that known mistakes lead to."""
