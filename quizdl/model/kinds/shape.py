"""A question for the shape of an array."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.kinds.number import WrongValue
from quizdl.model.question import Expression, Params, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Question):
    """The shape of an array is asked for, such as (N, 64, 16, 16)."""

    type: Literal["shape"]
    params: Params = field(default_factory=dict)
    """name: values to draw from; {{name}} stands for it in the prompt, and name in expressions."""
    symbols: Annotated[Mapping[str, Annotated[int, Bounds(ge=1, le=16)]], Bounds(max_length=8)] = field(
        default_factory=dict
    )
    """name: whole number of which it is a multiple, 1 where nothing is known; names of sizes that are no numbers."""
    answer: Expression
    """The key: a tuple of sizes over params and symbols, such as `(N, 64, h // 2)`, or the `.shape` of a result."""
    wrong: tuple[WrongValue, ...] = ()
    """Shapes that known mistakes lead to."""
