"""A spot question has its wrong line among its lines, and exactly one right reason."""

from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.rules.options import each
from quizdl.bank.rules.told import told
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.spot import Spot

MOST = 60
"""Lines that one reads to find a mistake."""


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every spot question."""
    for i, question in enumerate(topic.questions):
        if isinstance(question, Spot):
            yield from spot(question, ("questions", i))


def spot(question: Spot, place: Loc) -> Iterator[Flaw]:
    """One spot question."""
    lines = [line.strip() for line in question.text.rstrip("\n").split("\n")]
    if not 2 <= len([line for line in lines if line]) <= len(lines) <= MOST:
        yield Flaw((*place, "text"), f"2 to {MOST} lines are needed to look among, found {len(lines)}")
    if question.line > len(lines) or not lines[question.line - 1]:
        yield Flaw((*place, "line"), f"there is no text in a line {question.line}: {len(lines)} lines, counted from 1")
    elif lines.count(lines[question.line - 1]) > 1:
        yield Flaw((*place, "line"), f"line {question.line} stands there twice: it has to differ from all others")
    seen: set[int] = set()
    for j, wrong in enumerate(question.wrong):
        here: Loc = (*place, "wrong", j, "line")
        if wrong.line > len(lines) or not lines[wrong.line - 1]:
            yield Flaw(here, f"there is no text in a line {wrong.line}: {len(lines)} lines, counted from 1")
        elif wrong.line == question.line:
            yield Flaw(here, f"line {wrong.line} is the key")
        elif wrong.line in seen:
            yield Flaw(here, f"line {wrong.line} stands here twice")
        seen.add(wrong.line)
    yield from told(question.wrong, (*place, "wrong"))
    right = [j for j, reason in enumerate(question.reasons) if reason.correct]
    if len(right) != 1:
        found = f"{len(right)} reasons are" if right else "no reason is"
        yield Flaw((*place, "reasons"), f"{found} `correct: true`: exactly one has to be")
    yield from each(question.reasons, (*place, "reasons"))
