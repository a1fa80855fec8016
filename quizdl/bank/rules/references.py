"""Every topic, layer and misconception that a question refers to exists."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.errors import BankError
from quizdl.model.kinds.code import Code


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """The names in `needs`, `layer` and `misconception`."""
    for i, need in enumerate(topic.needs):
        if need == topic.topic:
            yield Flaw(("needs", i), f"`{need}` is this topic: name those to know first")
        elif need not in sources.topics():
            guess = near(need, sources.topics(), "see `quizdl bank list`")
            yield Flaw(("needs", i), f"there is no topic `{need}`: {guess}")
    if topic.layer is not None and topic.layer not in sources.layers():
        yield Flaw(("layer",), no_layer(topic.layer, sources))
    for i, question in enumerate(topic.questions):
        if question.layer is not None and question.layer not in sources.layers():
            yield Flaw(("questions", i, "layer"), no_layer(question.layer, sources))
        if isinstance(question, Code) and not (question.layer or topic.layer):
            yield Flaw(("questions", i), "a code question needs a `layer`, its own or that of the topic")
        for name, place in named(question):
            what = misconception(name, sources)
            if what:
                yield Flaw(("questions", i, *place), what)


def named(question: object) -> Iterator[tuple[str, Loc]]:
    """The misconceptions that a question names, with their place in it."""
    for field in ("choices", "reasons", "wrong"):
        for j, part in enumerate(getattr(question, field, ())):
            if part.misconception:
                yield part.misconception, (field, j, "misconception")
    if isinstance(question, Code) and question.repair:
        yield question.repair, ("repair",)


def misconception(name: str, sources: Sources) -> str:
    """Why a name is not that of a misconception, or nothing."""
    layer, slash, short = name.partition("/")
    if not slash:
        return f"`{name}` is not the id of a misconception: write layer/id"
    if layer not in sources.layers():
        return f"there is no misconception `{name}`: {no_layer(layer, sources)}"
    try:
        known = sources.misconceptions(layer)
    except BankError:
        return f"`{name}` cannot be looked up: misconceptions/{layer}.yaml has problems of its own"
    if name in known:
        return ""
    names = [other.partition("/")[2] for other in known]
    guess = near(short, names, f"they stand in misconceptions/{layer}.yaml", f"{layer}/")
    return f"there is no misconception `{name}`: {guess}"


def no_layer(name: str, sources: Sources) -> str:
    """The sentence about a layer that does not exist."""
    otherwise = f"no {name}.py stands in reference/ or beside the misconceptions"
    return f"there is no layer `{name}`: {near(name, sources.layers(), otherwise)}"


def near(name: str, known: Iterable[str], otherwise: str, prefix: str = "") -> str:
    """A guess at what was meant, as the end of a sentence."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean `{prefix}{close[0]}`?" if close else otherwise
