"""A question for what belongs together."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Question, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together."""

    __pydantic_config__: ClassVar = CONFIG

    left: Text
    """Shown with a number."""
    right: Text
    """Shown with a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPair:
    """Two things that a known mistake puts together, with its feedback."""

    __pydantic_config__: ClassVar = CONFIG

    left: Text
    """The left side of one pair, as written there, and ..."""
    right: Text
    """... the right side of another, or one of `extra`."""
    misconception: str | None = None
    """The named mistake (layer/name); what it teaches is the feedback."""
    says: str = ""
    """Feedback of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """What belongs together is put together; each pair earns its share of the points."""

    type: Literal["match"]
    pairs: Annotated[tuple[Pair, ...], Bounds(min_length=2, max_length=9)]
    """Both sides are shuffled by the seed of the attempt. Two left sides may have one right side."""
    extra: tuple[Text, ...] = ()
    """Right sides that belong to nothing."""
    wrong: tuple[WrongPair, ...] = ()
    """Pairs that known mistakes lead to."""
