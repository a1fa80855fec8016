"""A question for the line that is wrong, and for the reason."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Option, Question, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongLine:
    """A line that is right and that one may take for the wrong one, with its feedback."""

    __pydantic_config__: ClassVar = CONFIG

    line: Annotated[int, Bounds(ge=1)]
    """Its number, from 1."""
    misconception: str | None = None
    """The named mistake (layer/name) of who takes it for wrong; what it teaches is the feedback."""
    says: str = ""
    """Feedback of its own: why it is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Question):
    """One line of a text or program is wrong: which, and why. Each earns half of the points."""

    type: Literal["spot"]
    text: Text
    """The lines, numbered from 1 when they are shown; empty ones are counted."""
    program: bool = True
    """Show the lines as they stand; false: they are prose (Markdown)."""
    line: Annotated[int, Bounds(ge=1)]
    """The number of the wrong line."""
    reasons: Annotated[tuple[Option, ...], Bounds(min_length=2, max_length=9)]
    """Why it is wrong: one is correct. Shuffled by the seed of the attempt."""
    wrong: tuple[WrongLine, ...] = ()
    """Lines that known mistakes lead to."""
