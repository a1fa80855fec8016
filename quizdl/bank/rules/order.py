"""The steps of an order question stand in the file in a right order, and what they name exists."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.rules.told import repeated, told
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.order import Order, needs


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every order question."""
    for i, question in enumerate(topic.questions):
        if isinstance(question, Order):
            yield from order(question, ("questions", i))


def order(question: Order, place: Loc) -> Iterator[Flaw]:
    """One order question."""
    here: Loc = (*place, "steps")
    yield from repeated(
        [(step.text, (*here, j, "text")) for j, step in enumerate(question.steps)], "this step stands here twice"
    )
    yield from repeated(
        [(step.name, (*here, j, "name")) for j, step in enumerate(question.steps) if step.name],
        "an earlier step has this name: take another",
    )
    places = {step.name: j for j, step in enumerate(question.steps) if step.name}
    flaws = list(dependencies(question, places, here))
    yield from flaws
    yield from told(question.wrong, (*place, "wrong"))
    for j, wrong in enumerate(question.wrong):
        unknown = [key for key in ("first", "then") if getattr(wrong, key) not in places]
        for key in unknown:
            yield Flaw((*place, "wrong", j, key), no_step(getattr(wrong, key), places))
        if not unknown and not flaws and places[wrong.then] not in needs(question)[places[wrong.first]]:
            what = f"`{wrong.first}` may come before `{wrong.then}`: that order is not wrong"
            yield Flaw((*place, "wrong", j), what)


def dependencies(question: Order, places: Mapping[str, int], place: Loc) -> Iterator[Flaw]:
    """What `after` names."""
    for j, step in enumerate(question.steps):
        for k, name in enumerate(step.after):
            here: Loc = (*place, j, "after", k)
            if name not in places:
                yield Flaw(here, no_step(name, places))
            elif places[name] == j or (step.name and step.name in ancestors(question, name, places)):
                yield Flaw(here, f"a circle: `{name}` has to come after `{step.name}`, directly or not")
            elif places[name] > j:
                yield Flaw(here, f"`{name}` comes further down: write the steps in a right order")


def ancestors(question: Order, name: str, places: Mapping[str, int]) -> set[str]:
    """The names of all steps that have to come before one."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for other in question.steps[places[waiting.pop()]].after:
            if other in places and other not in found:
                found.add(other)
                waiting.append(other)
    return found


def no_step(name: str, places: Mapping[str, int]) -> str:
    """The sentence about a name that no step has."""
    return f"no step has the name `{name}`: {', '.join(places) or 'give it one with `name: ...`'}"
