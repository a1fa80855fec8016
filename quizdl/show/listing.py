"""All questions of a bank, one line each; or how many there are."""

from collections import Counter
from collections.abc import Sequence

import click

from quizdl.model.topic import Topic
from quizdl.show.text import counted, one_line, screen, width


def listing(topics: Sequence[Topic]) -> str:
    """Topics with their questions."""
    lines = []
    for topic in topics:
        lines.append(click.style(f"{topic.title} ({counted(len(topic.questions), 'question')})", bold=True))
        longest = max(len(question.id) for question in topic.questions)
        types = max(len("number"), *(len(question.type) for question in topic.questions))
        for question in topic.questions:
            start = f"  {question.id:<{longest}}  {question.type:<{types}}  {question.level}  "
            lines.append(start + one_line(question.prompt, max(20, width() - len(start))))
    return "\n".join(lines)


def counts(topics: Sequence[Topic]) -> dict[str, dict[str, int]]:
    """How many questions there are by topic, by type and by level; the last row is all of them."""
    rows: dict[str, dict[str, int]] = {}
    for topic in topics:
        types = Counter(question.type for question in topic.questions)
        levels = Counter(f"level {question.level}" for question in topic.questions)
        rows[topic.id] = {"questions": len(topic.questions), **types, **levels}
    rows["all"] = dict(sum((Counter(row) for row in rows.values()), Counter[str]()))
    return rows


def counted_table(topics: Sequence[Topic]) -> str:
    """The same as a table; where it is too wide for the screen, a paragraph for each topic."""
    rows = counts(topics)
    levels = [name for name in ("level 1", "level 2", "level 3") if name in rows["all"]]
    types = sorted(rows["all"].keys() - {"questions", *levels}, key=lambda name: (-rows["all"][name], name))
    names = ["questions", *types, *levels]
    longest = max(map(len, rows))
    if longest + sum(len(name) + 2 for name in names) > screen():
        return "\n".join(
            f"{topic}: " + ", ".join(f"{n} {row[n]}" for n in names if n in row) for topic, row in rows.items()
        )
    lines = [" " * longest + "".join(f"  {name}" for name in names)]
    for topic, row in rows.items():
        lines.append(f"{topic:<{longest}}" + "".join(f"  {row.get(name) or '':>{len(name)}}" for name in names))
    return "\n".join(lines)
