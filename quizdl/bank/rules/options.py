"""A choice has one right option, a multi at least one; all differ, and every wrong one says why it is wrong."""

from collections.abc import Iterator
from pathlib import Path

from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.question import Choice, Multi, Option


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """The options of every choice and multi."""
    for i, question in enumerate(topic.questions):
        if not isinstance(question, Choice | Multi):
            continue
        place: Loc = ("questions", i, "choices")
        right = [j for j, option in enumerate(question.choices) if option.correct]
        if not right:
            yield Flaw(place, "no option is `correct: true`: mark the right one")
        elif isinstance(question, Choice) and len(right) > 1:
            what = f"{len(right)} options are `correct: true`: a choice has one right option (or use `type: multi`)"
            yield Flaw((*place, right[1], "correct"), what)
        yield from each(question.choices, place)


def each(options: tuple[Option, ...], place: Loc) -> Iterator[Flaw]:
    """What holds for one option."""
    texts: dict[str, int] = {}
    for j, option in enumerate(options):
        key = " ".join(option.text.split()).casefold()
        if key in texts:
            yield Flaw((*place, j, "text"), f"the same text as option {texts[key] + 1}: options have to differ")
        texts.setdefault(key, j)
        if option.correct and option.misconception:
            yield Flaw(
                (*place, j, "misconception"), "a right option states no misconception: remove one of the two keys"
            )
        if not option.correct and not option.misconception and not option.says:
            yield Flaw((*place, j), "a wrong option without `says` or `misconception`: say why it is wrong")
