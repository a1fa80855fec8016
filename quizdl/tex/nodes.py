"""A formula as a tree."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from quizdl.tex.symbols import Role


class Gap(IntEnum):
    """What stands before an item: nothing, a blank that TeX does not show, a space, a wide space."""

    NONE = 0
    TYPED = 1
    SPACE = 2
    WIDE = 3


@dataclass(frozen=True, slots=True)
class Leaf:
    """One letter, number, sign or word. Letters of different faces (bold, script) are different letters."""

    text: str
    role: Role
    face: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A node in a row."""

    node: "Node"
    gap: Gap = Gap.NONE


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side; also {...}."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with its subscript and superscript, in the order of the source, and primes."""

    base: "Node"
    parts: tuple[tuple[Literal["_", "^"], Row], ...]
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Fraction:
    """\\frac"""

    top: Row
    bottom: Row


@dataclass(frozen=True, slots=True)
class Root:
    """\\sqrt"""

    degree: Row | None
    body: Row


@dataclass(frozen=True, slots=True)
class Accent:
    """\\hat and the like."""

    name: str
    mark: str
    body: Row


@dataclass(frozen=True, slots=True)
class Fenced:
    """A row in brackets or bars."""

    left: str
    body: Row
    right: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of cells."""

    rows: tuple[tuple[Row, ...], ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """Values, each with its condition."""

    lines: tuple[tuple[Row, Row], ...]


@dataclass(frozen=True, slots=True)
class Binomial:
    """\\binom"""

    top: Row
    bottom: Row


@dataclass(frozen=True, slots=True)
class Braced:
    """A row over or under a brace with a label."""

    body: Row
    sign: str
    label: Row


Node = Leaf | Row | Scripts | Fraction | Root | Accent | Fenced | Matrix | Cases | Binomial | Braced
