"""What to tell about an answer that a known mistake leads to."""

from typing import Protocol

from quizdl.bank.bank import Bank


class Known(Protocol):
    """A part of a question that holds a mistake: an option, a wrong value, a wrong pair."""

    @property
    def misconception(self) -> str | None:
        """The id of the named mistake, layer/name."""

    @property
    def says(self) -> str:
        """Feedback of its own."""


def why(item: Known, bank: Bank) -> str:
    """Its feedback: its own, or what the named mistake teaches."""
    if item.says:
        return item.says
    return bank.misconception(item.misconception).teaches if item.misconception else ""


def names(*items: Known) -> tuple[str, ...]:
    """The ids of the named mistakes among them, each once."""
    return tuple(dict.fromkeys(item.misconception for item in items if item.misconception))


def quoted(text: str) -> str:
    """A text of a question inside a sentence."""
    return f"“{text.strip().rstrip('.')}”"
