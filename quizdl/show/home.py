"""The topics as a table, and what to do next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import click

from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.topic import Topic
from quizdl.schedule import counts, unsolved_code
from quizdl.show.text import prose, width

BAR = 10
COUNTS = 49
"""Columns of a line beside the name of the topic."""


def home(topics: Sequence[Topic], last: Mapping[str, Attempt], memories: Mapping[str, Memory], now: datetime) -> str:
    """A line for each topic, two where one is too long: how many questions are learned for now, due, new."""
    if not topics:
        return "There are no topics that can be used."
    longest = max(len(topic.id) for topic in topics)
    gap = "  " if longest + COUNTS <= width() else "\n"
    lines = []
    for topic in topics:
        names = [question.id for question in topic.questions]
        new, due, later = counts(names, memories, now)
        shaky = sum(name in last and not last[name].right and memories[name].due > now for name in names)
        due, learned = due + shaky, later - shaky  # what went wrong is not learned, even if it is asked again tomorrow
        filled = BAR * learned // max(1, len(topic.questions))
        bar = click.style("█" * filled, fg="green") + "░" * (BAR - filled)
        lines.append(f"{topic.id:<{longest}}  {bar}{gap}{learned:>3} learned  {due:>3} to repeat  {new:>3} new")
    return "\n".join([*lines, "", prose(advice(topics, last, memories, now))])


def advice(topics: Sequence[Topic], last: Mapping[str, Attempt], memories: Mapping[str, Memory], now: datetime) -> str:
    """The one thing to do now: repeat, learn, or write a layer."""
    asked = {topic.id: [question.id for question in topic.questions if question.type != "code"] for topic in topics}
    due = sum(counts(names, memories, now)[1] for names in asked.values())
    if due:
        return f"Next: `quizdl review` ({due} due)."
    for name, names in asked.items():
        new, _, _ = counts(names, memories, now)
        if new:
            return f"Next: `quizdl practice {name}` ({new} new)."
    for topic in topics:
        unsolved = unsolved_code(topic.questions, last)
        if unsolved:
            return f"Next: `quizdl start {unsolved[0]}` writes a layer for you to fill in."
    return "Nothing is due. `quizdl practice TOPIC` goes through a topic again."
