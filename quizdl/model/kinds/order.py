"""A question for the order of steps."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Question, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step."""

    __pydantic_config__: ClassVar = CONFIG

    text: Text
    """What the learner reads."""
    name: str = ""
    """For `after` and `wrong` of this question; never shown."""
    after: tuple[str, ...] = ()
    """Names of the steps that have to come before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongOrder:
    """Two steps in the order that a known mistake leads to, with its feedback."""

    __pydantic_config__: ClassVar = CONFIG

    first: str
    """The name of the step that is put first, although it has to come after ..."""
    then: str
    """... this one."""
    misconception: str | None = None
    """The named mistake (layer/name); what it teaches is the feedback."""
    says: str = ""
    """Feedback of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Question):
    """Steps are put in order; the share of the points is that of the longest run of steps that is right."""

    type: Literal["order"]
    steps: Annotated[tuple[Step, ...], Bounds(min_length=3, max_length=9)]
    """In a right order, shuffled when shown. Where none has `after`, it is the only right one, else every order is
    right in which each step comes after those that it names."""
    wrong: tuple[WrongOrder, ...] = ()
    """Orders of two steps that known mistakes lead to."""


def needs(question: Order) -> list[set[int]]:
    """For each step, all that have to come before it, directly or not."""
    places = {step.name: i for i, step in enumerate(question.steps) if step.name}
    if not any(step.after for step in question.steps):
        return [set(range(i)) for i in range(len(question.steps))]
    found: list[set[int]] = []
    for step in question.steps:  # in a right order, so that what a step needs is known by then
        direct = {places[name] for name in step.after}
        found.append(direct.union(*(found[i] for i in direct)))
    return found
