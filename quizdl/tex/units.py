"""A piece of a formula as text, with what its neighbors have to know about it; and how pieces grow together."""

from dataclasses import dataclass, replace
from enum import IntEnum

from quizdl.tex.nodes import Gap
from quizdl.tex.symbols import Role

VALUES = frozenset(
    ["letter", "number", "symbol", "label", "fence", "call", "unit", "root", "fraction", "prefix", "dots"]
)
"""Pieces that have a value of their own."""
OPERANDS = VALUES | {"word", "big"}
ATOMS = frozenset(["letter", "number", "symbol", "label", "fence", "call", "unit", "prefix", "dots"])
"""Pieces that need no brackets in a fraction."""
PLAIN = frozenset(["letter", "number", "symbol", "fence", "unit"])
"""Pieces whose product needs no brackets in a numerator."""


class Level(IntEnum):
    """How tightly a row holds together."""

    ATOM = 0
    ROOT = 1
    RUN = 2
    """A product written without blanks, such as 2x."""
    TERM = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """`closed` is what stands instead of the text where a neighbor could be drawn into a fraction or root."""

    text: str
    role: Role
    gap: Gap = Gap.NONE
    closed: str = ""
    bare: bool = False
    """It ends in a script without braces, such as W_f: what follows must not look like a part of it."""
    power: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """A row as text."""

    text: str
    level: Level
    units: tuple[Unit, ...]


def merged(units: list[Unit]) -> list[Unit]:
    """∂L, dx, log(x) as one unit each."""
    found: list[Unit] = []
    for unit in units:
        last = found[-1] if found else None
        before = found[-2] if len(found) > 1 else None
        if last and last.role == "prefix" and not last.bare and unit.role in VALUES - {"prefix", "dots"}:
            role: Role = "call" if unit.role in ("fence", "fraction") else "unit"
            found[-1] = replace(unit, text=last.text + (unit.closed or unit.text), role=role, gap=last.gap, closed="")
        elif last and is_differential(before, last, unit):
            found[-1] = replace(unit, text=last.text + unit.text, role="unit", gap=last.gap)
        elif last and is_call(last, unit):
            found[-1] = replace(unit, text=last.text + (unit.closed or unit.text), role="call", gap=last.gap, closed="")
        else:
            found.append(unit)
    return found


def is_differential(before: Unit | None, last: Unit, unit: Unit) -> bool:
    """Whether a d and a letter are one, as in dx."""
    alone = before is None or before.role != "letter" or last.gap > Gap.NONE
    return last.text == "d" and last.role == "letter" and unit.role == "letter" and not unit.gap and alone


def is_call(last: Unit, unit: Unit) -> bool:
    """Whether a function and its argument are one, as in log(x), log(a/b) and softmax(x)."""
    if last.role == "word":
        return unit.role in ("fence", "fraction") and unit.gap < Gap.WIDE
    return last.role == "label" and unit.role == "fence" and not unit.gap and not last.text.endswith(" ")
