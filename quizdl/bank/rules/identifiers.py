"""Ids are stable names: lower case words with hyphens, unique, and the topic is the name of its file."""

import re
from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import TopicFile

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """The names of the topic and of its questions."""
    if topic.topic != path.stem:
        yield Flaw(("topic",), f"the topic is `{topic.topic}`, but the file is {path.name}: give both the same name")
    if not ID.fullmatch(topic.topic):
        yield Flaw(("topic",), f"`{topic.topic}`: use lower case letters, digits and hyphens, such as batch-norm")
    first: dict[str, int] = {}
    for i, question in enumerate(topic.questions):
        if not ID.fullmatch(question.id):
            what = f"the id `{question.id}`: use lower case letters, digits and hyphens, such as gamma-and-beta"
            yield Flaw(("questions", i, "id"), what)
        if question.id in first:
            what = f"the id `{question.id}` is that of question {first[question.id] + 1}: take another"
            yield Flaw(("questions", i, "id"), what)
        first.setdefault(question.id, i)
