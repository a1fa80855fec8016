"""What a session brought: what was wrong and why, what is due when, and what to do next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.topic import Topic
from quizdl.practice.answers import Given
from quizdl.schedule import unsolved_code
from quizdl.show.text import counted, number, one_line, prose, width

NARROWEST = 20
"""Columns in which a question can be told."""
MOST_DAYS = 4
"""Lines about when something is due."""


def summary(
    given: Sequence[Given], left: int, topics: Sequence[Topic], last: Mapping[str, Attempt],
    memories: Mapping[str, Memory], now: datetime,
) -> str:  # fmt: skip
    """The last screen of a session."""
    lines = missed(given) or ["Nothing was answered."] * (not given)
    if given:
        right = sum(one.right for one in given)
        points = sum(one.answered.verdict.score for one in given)
        most = sum(one.answered.verdict.max_score for one in given)
        lines.append(f"{right} of {counted(len(given), 'answer')} right, {number(points)} of {number(most)} points.")
    if left > 0:
        lines.append(f"{left} of this session are left; every answer so far is kept.")
    lines += when(given, memories, now)
    for topic in topics:
        for name in unsolved_code(topic.headings, last)[:1]:
            lines.append(f"Next: `quizdl start {name}` writes a layer for you to fill in.")
            return "\n".join(lines)
    return "\n".join(lines)


def missed(given: Sequence[Given]) -> list[str]:
    """What went wrong, what one was sure of first. Above the score: a long list scrolls away."""
    wrong = sorted((one for one in given if not one.right), key=lambda one: one.confidence != "sure")
    later = {one.question.id: one.right for one in given}
    lines = ["To look at again:"] if wrong else []
    for one in {one.question.id: one for one in reversed(wrong)}.values():
        lines += about(one, later[one.question.id])
    return [*lines, ""] if wrong else []


def about(one: Given, later_right: bool) -> list[str]:
    """A question that went wrong, and why."""
    marks = ["you were sure"] * (one.confidence == "sure") + ["right later"] * later_right
    name = one.question.id + (f" ({', '.join(marks)})" if marks else "")
    room = width() - len(name) - 4
    lines = [f"  {name}: {one_line(one.prompt, room)}"]
    if room < NARROWEST:
        lines = [prose(name, "    ", "  "), f"    {one_line(one.prompt, width() - 4)}"]
    why = next((line for line in one.answered.verdict.feedback if line), "")
    return lines + ([prose(why, "    ")] if why else [])


def when(given: Sequence[Given], memories: Mapping[str, Memory], now: datetime) -> list[str]:
    """When the questions of this session are asked again."""
    names = {one.question.id for one in given} & memories.keys()
    days = Counter(max(0, round((memories[name].due - now).total_seconds() / 86400)) for name in names)
    if not days:
        return []
    words = {0: "today", 1: "tomorrow"}
    parts = [f"{days[day]} {words.get(day, f'in {day} days')}" for day in sorted(days)[:MOST_DAYS]]
    rest = len(names) - sum(days[day] for day in sorted(days)[:MOST_DAYS])
    return [f"Asked again: {', '.join([*parts, *([f'{rest} later'] if rest else [])])}."]
