"""A question for sentences of one's own."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Question, Text


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
