"""The topics as a table, and what to do next."""

from collections.abc import Mapping, Sequence

import click

from quizdl.model.attempt import Attempt
from quizdl.model.question import Code
from quizdl.model.topic import Topic
from quizdl.schedule import counts, unsolved_code
from quizdl.show.text import prose

BAR = 10


def home(topics: Sequence[Topic], last: Mapping[str, Attempt]) -> str:
    """One line for each topic: how many questions are right, to repeat, new."""
    if not topics:
        return "There are no topics that can be used."
    longest = max(len(topic.id) for topic in topics)
    lines = []
    for topic in topics:
        new, wrong, right = counts([question.id for question in topic.questions], last)
        filled = BAR * right // max(1, len(topic.questions))
        bar = click.style("█" * filled, fg="green") + "░" * (BAR - filled)
        lines.append(f"{topic.id:<{longest}}  {bar}  {right:>3} right  {wrong:>3} to repeat  {new:>3} new")
    return "\n".join([*lines, "", prose(advice(topics, last))])


def advice(topics: Sequence[Topic], last: Mapping[str, Attempt]) -> str:
    """The one thing to do now: repeat, learn, or write a layer."""
    for which, word in ((1, "to repeat"), (0, "new")):
        for topic in topics:
            found = counts([question.id for question in topic.questions if not isinstance(question, Code)], last)
            if found[which]:
                return f"Next: `quizdl practice {topic.id}` ({found[which]} {word})."
    for topic in topics:
        unsolved = unsolved_code(topic.questions, last)
        if unsolved:
            return f"Next: `quizdl start {unsolved[0]}` writes a layer for you to fill in."
    return "Everything is right. `quizdl practice TOPIC` goes through a topic again."
