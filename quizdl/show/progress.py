"""How far a learner is, on a terminal of any width, in words alone, and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import click

from quizdl.model.printable import printable
from quizdl.model.progress import Progress, Tally, TopicProgress, Trap
from quizdl.show.sparkline import BLOCKS
from quizdl.show.text import both_ends, counted, one_line, prose, width

BAR = 10
NOTHING = "·"
TABLE = 57
"""Columns of the table beside the names of the topics."""
NARROWEST_NAME = 18
MOST_TRAPS = 10
UNTRAPPED = "No named mistake catches you at present; a wrong answer without a name is not counted here."
REMEMBERED = "remembered: the chance to recall an answer now (FSRS), over the questions seen."
RIGHT = "right: with full marks, of the last answers to each question"
WEEKS = "the share right in each, oldest first; · is a week without answers."
LEGENDS = {
    "table": f"{REMEMBERED} {RIGHT}. 8 weeks: {WEEKS} days: in a row, with an answer.",
    "blocks": f"{REMEMBERED} {RIGHT}; before it 8 weeks, {WEEKS}",
    "words": f"{REMEMBERED} {RIGHT}.",
}


def progress(found: Progress, words: bool = False) -> str:
    """The whole screen. words: nothing is drawn with characters, for who listens to it."""
    begun = [topic for topic in found.topics if topic.ever.count or topic.seen]
    if not begun:
        return "\n".join([nothing(found), *gone(found)])
    title = f"Progress on {day(found.today)} {found.today.year}"
    row = f"{counted(found.streak, 'day')} in a row (longest {found.longest})"
    form = "words" if words else "table" if width() >= TABLE + NARROWEST_NAME else "blocks"
    lines = [both_ends(title, row), ""]
    lines += table(begun) if form == "table" else [line for topic in begun for line in block(topic, words)]
    fresh = [topic.id for topic in found.topics if topic not in begun]
    lines += ["", prose(LEGENDS[form])]
    lines += [prose(f"Not begun: {', '.join(fresh)}")] if fresh else []
    lines += [*confidence(found), *gone(found), "", *traps(found.traps)]
    return "\n".join(lines)


def nothing(found: Progress) -> str:
    """Before the first answer."""
    first = f" Next: `quizdl practice {found.topics[0].id}`." if found.topics else ""
    return prose(f"Nothing was answered yet.{first}")


def table(topics: Sequence[TopicProgress]) -> list[str]:
    """One line for each topic."""
    longest = min(width() - TABLE, max(NARROWEST_NAME, *(len(topic.id) for topic in topics)))
    lines = [f"{'':<{longest}}  {'seen':>7}  {'due':>4}  {'remembered':<16}  {'right':>5}  {'8 weeks':<8}  days"]
    for topic in topics:
        seen = f"{topic.seen}/{topic.questions}"
        due = click.style(f"{topic.due:>4}", bold=bool(topic.due))
        recall = f"{bar(topic.retrievability)} {percent(topic.retrievability):>5}"
        right = f"{percent(topic.last.share):>5}  {weekly(topic.weeks)}"
        name = one_line(topic.id, longest)
        lines.append(f"{name:<{longest}}  {seen:>7}  {due}  {recall}  {right}  {topic.streak:>4}")
    return lines


def block(topic: TopicProgress, words: bool) -> list[str]:
    """The same under the name of the topic, where a line has no room for it or nobody sees columns."""
    row = f", {counted(topic.streak, 'day')} in a row" if topic.streak else ""
    facts = f"{topic.seen} of {topic.questions} seen, {topic.due} due{row}"
    lines = [click.style(one_line(topic.id, width()), bold=True), prose(facts, "  ", "  ")]
    if words:
        weeks = ", ".join("none" if week.share is None else percent(week.share) for week in topic.weeks)
        return [
            *lines,
            prose(f"remembered {percent(topic.retrievability)}, right {percent(topic.last.share)}", "  ", "  "),
            prose(f"right by week, oldest first: {weeks}", "  ", "  "),
        ]
    return [
        *lines,
        f"  remembered {bar(topic.retrievability)} {percent(topic.retrievability):>5}",
        f"  right      {weekly(topic.weeks):<{BAR}} {percent(topic.last.share):>5}",
    ]


def bar(share: float | None) -> str:
    """A share as a bar; the number stands beside it."""
    filled = int(BAR * (share or 0))  # full at 100 % only
    return click.style("█" * filled, fg="green") + "░" * (BAR - filled)


def weekly(weeks: Sequence[Tally]) -> str:
    """A block for each week, as high as its share of right answers."""
    top = len(BLOCKS) - 1
    return "".join(NOTHING if week.share is None else BLOCKS[round(top * week.share)] for week in weeks)


def percent(share: float | None) -> str:
    """A share as a person reads it."""
    return "–" if share is None else f"{100 * share:.0f} %"


def day(when: date) -> str:
    """22 November"""
    return f"{when.day} {when:%B}"


def confidence(found: Progress) -> list[str]:
    """How often the learner was sure and wrong, where it was asked for."""
    sure = found.confidence.get("sure", Tally())
    if not found.confidence:
        return []
    wrong = sure.count - sure.right
    line = f"Sure but wrong: {wrong} of {counted(sure.count, 'answer')}"
    line += f" ({percent(wrong / sure.count)})." if sure.count else "."
    others = [
        f"Right when {said}: {percent(found.confidence[name].share)}."
        for name, said in (("unsure", "unsure"), ("guess", "guessing"))
        if name in found.confidence
    ]
    return [prose(" ".join([line, *others]))]


def gone(found: Progress) -> list[str]:
    """Questions that the bank had once."""
    if not found.gone_questions:
        return []
    questions, answers = counted(found.gone_questions, "question"), counted(found.gone_answers, "answer")
    return [prose(f"Not in this bank any more: {questions} of your history; {answers} kept, and counted by day.")]


def traps(found: Sequence[Trap]) -> list[str]:
    """The misconceptions, each with what is true instead."""
    if not found:
        return [prose(UNTRAPPED)]
    lines = [click.style("Misconceptions that still catch you", bold=True)]
    for trap in found[:MOST_TRAPS]:
        lines.append(prose(printable(f"{trap.id}: {caught(trap)}"), "    ", "  ✗ "))
        lines += [prose(trap.teaches, "    ")] if trap.teaches else []
    more = len(found) - MOST_TRAPS
    return [*lines, *([prose(f"{more} more: `quizdl progress --json` has them.", "  ")] if more > 0 else [])]


def caught(trap: Trap) -> str:
    """How often, when and where."""
    times = {1: "once, on", 2: "twice, last on"}.get(trap.times, f"{trap.times} times, last on")
    return f"{times} {day(trap.last)}, in {', '.join(trap.questions)}"


def as_json(found: Progress) -> dict[str, Any]:
    """The same numbers for programs: shares from 0 to 1, null where nothing was answered."""
    size = len(found.days)
    dates = [found.today - timedelta(days=size - 1 - i) for i in range(size)]
    return {
        "date": found.today.isoformat(),
        "streak": found.streak,
        "longest_streak": found.longest,
        "topics": [
            {**asdict(topic), "last": share(topic.last), "ever": share(topic.ever),
             "weeks": [share(week) for week in topic.weeks]}
            for topic in found.topics
        ],
        "misconceptions": [{**asdict(trap), "last": trap.last.isoformat()} for trap in found.traps],
        "confidence": {name: share(tally) for name, tally in found.confidence.items()},
        "days": [{"date": when.isoformat(), **asdict(t)} for when, t in zip(dates, found.days, strict=True)],
        "forecast": [{"date": (found.today + timedelta(days=i)).isoformat(), "due": due}
                     for i, due in enumerate(found.forecast)],
        "not_in_bank": {"questions": found.gone_questions, "answers": found.gone_answers},
    }  # fmt: skip


def share(tally: Tally) -> dict[str, Any]:
    """A tally with its share."""
    return {**asdict(tally), "share": tally.share}
