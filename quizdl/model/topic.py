"""A topic: the questions of one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizdl.model.question import Question


class Heading(NamedTuple):
    """What a session is put together by: a question without its content."""

    id: str
    type: str
    level: int


@dataclass(frozen=True, slots=True)
class Topic:
    """One question file."""

    id: str
    title: str
    needs: tuple[str, ...]
    questions: Sequence[Question]
    """Those of a cache are made when they are looked at."""
    file: str

    @property
    def headings(self) -> Sequence[Heading]:
        """One for each question, in their order; nothing is made for them."""
        kept: Sequence[Heading] | None = getattr(self.questions, "headings", None)
        return [Heading(one.id, one.type, one.level) for one in self.questions] if kept is None else kept
