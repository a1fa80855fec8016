"""A layer, its functions, and the named mistakes that one makes in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a layer file, read from its text."""

    name: str
    arguments: tuple[str, ...]
    """Positional, in order."""
    options: dict[str, str | None]
    """Keyword-only arguments -> the text of the default, None where there is none."""
    results: tuple[str, ...]
    """The names in its return statement."""
    signature: str
    docstring: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer file: the text that runs in the runner, and the functions found in it."""

    name: str
    file: str
    text: str
    functions: dict[str, Function]


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement in the code of a layer; `old` occurs exactly once."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Misconception:
    """A mistake with a name: what it does, and what is true instead."""

    id: str
    """layer/name"""
    says: str
    teaches: str
    edits: tuple[Edit, ...] = ()
    code: str | None = None
    """Whole functions that take the place of those of the layer."""
    row: tuple[str, ...] = ()
    """The rows of shared/content/misconceptions.md that it covers."""
    convention: bool = False
    """A legitimate variant: named, at no cost."""
    like: tuple[str, ...] = ()
    """Names of mistakes of the same layer that no input tells apart from it."""

    @property
    def layer(self) -> str:
        """The layer in which the mistake is made."""
        return self.id.partition("/")[0]
