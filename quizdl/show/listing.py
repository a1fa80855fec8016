"""All questions of a bank, one line each."""

from collections.abc import Sequence

import click

from quizdl.model.question import QUESTION_TYPES
from quizdl.model.topic import Topic
from quizdl.show.text import counted, one_line, width

NAMES = {noun: name for name, noun in QUESTION_TYPES.items()}


def listing(topics: Sequence[Topic]) -> str:
    """Topics with their questions."""
    lines = []
    for topic in topics:
        lines.append(click.style(f"{topic.title} ({counted(len(topic.questions), 'question')})", bold=True))
        longest = max(len(question.id) for question in topic.questions)
        for question in topic.questions:
            start = f"  {question.id:<{longest}}  {NAMES[type(question)]:<6}  {question.level}  "
            lines.append(start + one_line(question.prompt, max(20, width() - len(start))))
    return "\n".join(lines)
