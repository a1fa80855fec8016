"""A question for a word or a few."""

import unicodedata
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Question, Text

LONGEST = 200
"""Characters of an answer."""
AROUND = "\"'`“”‘’„.,;:!?"
"""May stand around an answer, as it does around a quotation or a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongText:
    """Answers that a known mistake leads to, with their feedback."""

    __pydantic_config__: ClassVar = CONFIG

    texts: Annotated[tuple[Text, ...], Bounds(min_length=1)]
    """Case, spaces and hyphens do not count."""
    misconception: str | None = None
    """The named mistake (layer/name) that they state; what it teaches is the feedback."""
    says: str = ""
    """Feedback of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short(Question):
    """A word, or a few."""

    type: Literal["short"]
    answers: Annotated[tuple[Text, ...], Bounds(min_length=1)]
    """All that are accepted, the one to be shown first; case, spaces and hyphens do not count."""
    wrong: tuple[WrongText, ...] = ()
    """Answers that known mistakes lead to."""


def bare(text: str) -> str:
    """A text without what does not count."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    whole = "".join(c for c in letters if not c.isspace() and unicodedata.category(c) not in ("Pd", "Cf"))
    return whole.strip(AROUND)
