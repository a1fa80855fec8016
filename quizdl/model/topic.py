"""A topic: the questions of one file."""

from dataclasses import dataclass

from quizdl.model.question import Question


@dataclass(frozen=True, slots=True)
class Topic:
    """One question file."""

    id: str
    title: str
    needs: tuple[str, ...]
    questions: tuple[Question, ...]
    file: str
