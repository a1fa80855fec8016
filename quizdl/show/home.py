"""The topics as a table, and what to do next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import click

from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.topic import Topic
from quizdl.schedule import askable, counts, unsolved_code
from quizdl.show.text import prose, width

BAR = 10
COUNTS = 49
"""Columns of a line beside the name of the topic."""


def home(topics: Sequence[Topic], last: Mapping[str, Attempt], memories: Mapping[str, Memory], now: datetime) -> str:
    """A line for each topic, two where one is too long: how many of the last answers are right, what is due, new."""
    if not topics:
        return "There are no topics that can be used."
    longest = max(len(topic.id) for topic in topics)
    gap = "  " if longest + COUNTS <= width() else "\n"
    lines = []
    for topic in topics:
        names = [question.id for question in askable(topic.questions)]
        new, due, _ = counts(names, memories, now)
        answered = [last[name].right for name in names if name in last]
        filled = BAR * sum(answered) // max(1, len(names))
        right = f"{sum(answered)}/{len(answered)}"
        bar = click.style("█" * filled, fg="green") + "░" * (BAR - filled)
        lines.append(f"{topic.id:<{longest}}  {bar}{gap}{right:>5} right  {due:>3} to repeat  {new:>3} new")
    return "\n".join([*lines, "", prose(advice(topics, last, memories, now))])


def advice(topics: Sequence[Topic], last: Mapping[str, Attempt], memories: Mapping[str, Memory], now: datetime) -> str:
    """The one thing to do now: repeat, learn, or write a layer."""
    new, due = {}, {}
    for topic in topics:
        new[topic.id], due[topic.id], _ = counts([q.id for q in askable(topic.questions)], memories, now)
    if any(due.values()):
        having = [name for name in due if due[name]]
        command = "review" if len(having) > 1 else f"practice {having[0]}"
        return f"Next: `quizdl {command}` ({sum(due.values())} due)."
    if name := to_learn(topics, new, last.values()):
        return f"Next: `quizdl practice {name}` ({new[name]} new)."
    for topic in topics:
        unsolved = unsolved_code(topic.questions, last)
        if unsolved:
            return f"Next: `quizdl start {unsolved[0]}` writes a layer for you to fill in."
    return "Nothing is new: `quizdl practice TOPIC` goes through a topic again."


def to_learn(topics: Sequence[Topic], new: Mapping[str, int], attempts: Iterable[Attempt]) -> str:
    """A topic with new questions: the one that was worked at last, else the first that needs no other one before it."""
    with_new = [topic for topic in topics if new[topic.id]]
    for attempt in sorted(attempts, key=lambda attempt: attempt.at, reverse=True):
        name = attempt.question.partition("/")[0]
        if new.get(name):
            return name
    ready = [topic for topic in with_new if not any(new.get(need) for need in topic.needs)]
    return next((topic.id for topic in [*ready, *with_new]), "")  # needs may go round in a circle


def nothing_due(memories: Iterable[Memory], now: datetime) -> str:
    """When the next of these is due, where none is now; empty where one is."""
    first = min((memory.due for memory in memories), default=None)
    if first is None:
        return "Nothing is due. Nothing was answered yet."
    if first <= now:
        return ""
    days = (first.astimezone().date() - now.astimezone().date()).days
    when = {0: f"today at {first.astimezone():%H:%M}", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"Nothing is due. The next question is due {when}."
