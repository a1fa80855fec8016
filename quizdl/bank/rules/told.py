"""What holds for parts of several types of questions: a wrong one says why it is wrong, and no two are the same."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from quizdl.bank.rules.flaw import Flaw
from quizdl.bank.yaml12 import Loc


class Wrong(Protocol):
    """An answer that a known mistake leads to."""

    @property
    def misconception(self) -> str | None:
        """The id of the named mistake."""

    @property
    def says(self) -> str:
        """Feedback of its own."""


def told(parts: Iterable[Wrong], place: Loc) -> Iterator[Flaw]:
    """Feedback for each wrong answer."""
    for j, part in enumerate(parts):
        if not part.says and not part.misconception:
            yield Flaw((*place, j), "`says` or `misconception` is missing: say why it is wrong")


def repeated(texts: Iterable[tuple[str, Loc]], what: str) -> Iterator[Flaw]:
    """Texts, each with its place, that occur before."""
    first: set[str] = set()
    for text, place in texts:
        key = " ".join(text.split()).casefold()
        if key in first:
            yield Flaw(place, what)
        first.add(key)
