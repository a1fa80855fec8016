"""A short answer is right or known to be wrong, never both, and no hint contains it."""

import re
from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.rules.told import told
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.short import LONGEST, Short, bare


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every short question."""
    for i, question in enumerate(topic.questions):
        if isinstance(question, Short):
            yield from short(question, ("questions", i))


def short(question: Short, place: Loc) -> Iterator[Flaw]:
    """One short question."""
    entries = [(text, (*place, "answers", j), "right") for j, text in enumerate(question.answers)]
    for j, wrong in enumerate(question.wrong):
        entries += [(text, (*place, "wrong", j, "texts", k), "wrong") for k, text in enumerate(wrong.texts)]
    seen: dict[str, str] = {}
    for text, here, kind in entries:
        key = bare(text)
        if not key or len(text) > LONGEST:
            yield Flaw(here, f"an answer needs letters or digits, and at most {LONGEST} characters")
        elif key in seen:
            also = f"is {seen[key]}, too" if seen[key] != kind else "stands here twice"
            yield Flaw(here, f"`{text.strip()}` {also}: case, spaces and hyphens do not count")
        seen.setdefault(key, kind)
    yield from told(question.wrong, (*place, "wrong"))
    for j, hint in enumerate(question.hints):
        for text in question.answers:
            if words(text) in words(hint):
                yield Flaw((*place, "hints", j), f"this hint contains the answer: `{text.strip()}`")
                break


def words(text: str) -> str:
    """The words of a text, each between blanks."""
    found = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {found} "
