"""All questions of a bank, one line each."""

from collections.abc import Sequence

import click

from quizdl.model.topic import Topic
from quizdl.show.text import counted, one_line, width


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
