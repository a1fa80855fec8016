"""A hint leads to the answer and does not contain it."""

import re
from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.layers import LayerError, code_of, reachable
from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import TopicFile
from quizdl.model.kinds.code import Code
from quizdl.model.question import Choice, Multi, Question

LEAST_OPTION = 12
"""Letters and digits: a shorter option, such as `The mean.`, may well occur in a hint."""
LEAST_LINE = 24
"""Characters without spaces: a shorter line of code is nobody's solution."""


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every hint of every question."""
    for i, question in enumerate(topic.questions):
        if not question.hints:
            continue
        answers = list(given_away(question, question.layer or topic.layer, sources))
        for j, hint in enumerate(question.hints):
            for answer, shown in answers:
                squeezed = letters(hint) if isinstance(question, Choice | Multi) else "".join(hint.split())
                if answer in squeezed:
                    yield Flaw(("questions", i, "hints", j), f"this hint contains the answer: `{shown}`")
                    break


def given_away(question: Question, layer: str | None, sources: Sources) -> Iterator[tuple[str, str]]:
    """What no hint may contain, squeezed, and as it is shown."""
    if isinstance(question, Choice | Multi):
        for option in question.choices:
            if option.correct and len(letters(option.text)) >= LEAST_OPTION:
                yield letters(option.text), option.text.strip()
    elif isinstance(question, Code) and layer and layer in sources.layers():
        try:
            found = sources.layer(layer)
        except LayerError:  # told by the rule about cases
            return
        for line in lines(code_of(found.text), question.functions):
            if len("".join(line.split())) >= LEAST_LINE:
                yield "".join(line.split()), line


def lines(code: str, functions: tuple[str, ...]) -> Iterator[str]:
    """The statements of functions and of what they use, without their signatures."""
    used, inside = reachable(code, functions), False
    for line in code.split("\n"):
        if line and not line.startswith((" ", ")")):
            definition = re.match(r"def (\w+)", line)
            inside = definition is not None and definition[1] in used
        elif inside and line.strip():
            yield line.strip()


def letters(text: str) -> str:
    """The letters and digits of a text: case, spaces and punctuation hide nothing."""
    return "".join(c for c in text.lower() if c.isalnum())
