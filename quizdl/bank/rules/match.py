"""The left sides of a match question differ, all right sides have letters, and wrong pairs are wrong."""

from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.rules.told import repeated, told
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.match import Match

MOST = 9
"""Letters for right sides."""


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every match question."""
    for i, question in enumerate(topic.questions):
        if isinstance(question, Match):
            yield from match(question, ("questions", i))


def match(question: Match, place: Loc) -> Iterator[Flaw]:
    """One match question."""
    lefts = [(pair.left, (*place, "pairs", j, "left")) for j, pair in enumerate(question.pairs)]
    yield from repeated(lefts, "this left side stands here twice: which of the two is meant?")
    rights = {pair.right for pair in question.pairs}
    if len(rights) == 1 and not question.extra:
        yield Flaw((*place, "pairs"), "all have the same right side: there is nothing to match")
    spread: dict[str, Loc] = {}
    for j, pair in enumerate(question.pairs):
        spread.setdefault(pair.right, (*place, "pairs", j, "right"))
    letters = [*spread.items(), *((text, (*place, "extra", j)) for j, text in enumerate(question.extra))]
    yield from repeated(letters, "this right side stands here twice: those of `extra` belong to nothing")
    if len(letters) > MOST:
        yield Flaw((*place, "pairs"), f"{len(letters)} right sides, at most {MOST} have letters")
    yield from told(question.wrong, (*place, "wrong"))
    pairs = {pair.left: pair.right for pair in question.pairs}
    seen: set[tuple[str, str]] = set()
    for j, wrong in enumerate(question.wrong):
        here: Loc = (*place, "wrong", j)
        if wrong.left not in pairs:
            yield Flaw((*here, "left"), "no pair has this left side: write it as it stands there")
        elif wrong.right not in rights | set(question.extra):
            yield Flaw((*here, "right"), "nothing has this right side: write it as it stands in `pairs` or `extra`")
        elif pairs[wrong.left] == wrong.right:
            yield Flaw(here, "this pair is right")
        elif (wrong.left, wrong.right) in seen:
            yield Flaw(here, "this pair stands here twice")
        seen.add((wrong.left, wrong.right))
