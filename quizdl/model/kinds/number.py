"""A question for a number."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Expression, Params, Question


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
