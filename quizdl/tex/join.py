"""Pieces side by side: blanks, signs, and brackets around fractions and roots that a neighbor could be drawn into."""

import itertools
from dataclasses import replace

from quizdl.tex.doubt import Doubt
from quizdl.tex.nodes import Gap
from quizdl.tex.units import ATOMS, OPERANDS, PLAIN, Laid, Level, Unit, merged

LIGHT = frozenset("+-±∓·×")
"""Between these, a/b is read as one thing."""
FAR = frozenset(["word", "big", "prefix", "label"])
"""What takes everything behind it, up to the next sum: ∑ᵢ x (a/b)."""

RADICALS = "√∛∜"
APART = frozenset(["sign", "bin", "rel", "punct", "colon", "slash"])
"""What carries no power."""


def join(units: list[Unit], compact: bool) -> Laid:
    """A row. In scripts (`compact`) it has as few blanks as possible."""
    units = merged(units)
    check(units)
    units = [closed(units, i) for i in range(len(units))]
    text, previous, unary = "", None, False
    for unit in units:
        signed = is_unary(previous, unit)
        if previous is not None:
            text += between(previous, unit, unary, signed, compact)
        text += unit.text.strip() if unit.role == "label" else unit.text
        previous, unary = unit, signed
    return Laid(text, level(units, text), tuple(units))


def check(units: list[Unit]) -> None:
    """Neighbors that would be read as something else."""
    for one, two in itertools.pairwise(units):
        if one.role == "number" and two.role == "number" and two.gap < Gap.SPACE and not one.power:
            raise Doubt(f"`{one.text} {two.text}`: two numbers side by side")
        if one.role == "number" and two.role == "fraction" and two.text[0].isdigit() and two.text[-1].isdigit():
            raise Doubt(f"`{one.text}` and then `{two.text}`: a product or a sum?")
        if one.role in ("sign", "bin") and two.role in ("rel", "punct", "bin"):
            raise Doubt(f"`{one.text}` before `{two.text}`")
        if one.role == "postfix" and two.role == "rel" and not two.gap:
            raise Doubt(f"`{one.text}{two.text}`: write \\ne")
    if len(units) > 1 and units[-1].role in ("sign", "bin") and units[-1].text != "×":
        raise Doubt(f"`{units[-1].text}` at the end")


def closed(units: list[Unit], i: int) -> Unit:
    """A fraction or root, in brackets where a neighbor needs them."""
    unit = units[i]
    if not unit.closed:
        return unit
    after = units[i + 1] if i + 1 < len(units) else None
    needed = (
        after is not None
        and after.gap < Gap.WIDE
        and (after.role in OPERANDS | {"postfix", "slash"} or (after.role == "bin" and after.text not in LIGHT))
    )
    if unit.role == "fraction":
        needed = needed or draws(units[:i], unit)
    elif i and unit.text[0] not in RADICALS:  # the degree would be read as a power of what stands before it
        needed = needed or units[i - 1].role not in APART
    return replace(unit, text=unit.closed, role="fence", closed="") if needed else unit


def draws(before: list[Unit], unit: Unit) -> bool:
    """Whether what stands before a fraction could take its numerator alone."""
    if before and before[-1].role in OPERANDS and unit.text[0].isdigit():
        return True
    direct, gap = True, unit.gap
    for other in reversed(before):
        if gap == Gap.WIDE or other.role in ("sign", "rel", "punct", "colon"):
            return False
        if other.role in FAR or (direct and other.role in ("slash", "fraction", "postfix")):
            return True
        if other.role == "bin":
            if other is before[-1] and other.text not in LIGHT:
                return True
            direct = False
        gap = other.gap
    return False


def is_unary(previous: Unit | None, unit: Unit) -> bool:
    """Whether a sign belongs to what follows it."""
    if unit.role != "sign":
        return False
    return previous is None or previous.role in ("sign", "bin", "rel", "punct", "colon", "slash", "word", "big")


def between(one: Unit, two: Unit, unary: bool, signed: bool, compact: bool) -> str:
    """The blanks between two units. `unary`, `signed`: whether one or the other is a sign of what follows."""
    gap = max(two.gap, spaces(one, two))
    if gap == Gap.WIDE:
        return "  "
    if two.role in ("punct", "postfix", "slash") or one.role == "slash" or unary:
        return ""
    if signed:
        return "" if compact and one.role not in ("word", "big") else " " if one.role != "colon" or gap else ""
    if "mod" in (one.text, two.text) and "bin" in (one.role, two.role):
        return " "
    tight = {"bin", "sign", "rel", "punct"}
    if one.role in tight or two.role in tight:
        both = one.role == two.role == "rel" and not gap
        return "" if compact or both else " "
    return " " if needs_blank(one, two, compact) or (gap and not compact) else ""


def spaces(one: Unit, two: Unit) -> Gap:
    """The blanks that belong to the words of \\text."""
    before = one.role == "label" and one.text.endswith(" ")
    return Gap.TYPED if before or (two.role == "label" and two.text.startswith(" ")) else Gap.NONE


def needs_blank(one: Unit, two: Unit, compact: bool) -> bool:
    """Whether two values would be read as one without a blank."""
    bracket = two.role == "fence"
    if two.role in ("colon", "point"):
        return False
    if one.bare:
        return not bracket
    if one.role == two.role == "number":
        return True
    wordy = {"word", "big"} if compact else {"word", "big", "fraction"}
    if one.role in wordy or two.role in wordy:
        return not (compact and bracket)
    if two.role in ("label", "call", "unit") and one.role in OPERANDS:
        return one.role != "number" or two.role != "unit"
    return one.role in ("label", "call", "unit") and two.role in OPERANDS and not bracket


def level(units: list[Unit], text: str) -> Level:
    """How tightly the row holds together."""
    if len(units) == 1:
        unit = units[0]
        if unit.role == "root":
            return Level.ROOT
        return Level.ATOM if unit.role in ATOMS and (unit.role != "label" or " " not in text) else Level.TERM
    run = all(unit.role in PLAIN and not unit.bare for unit in units)
    return Level.RUN if run and text == "".join(unit.text for unit in units) else Level.TERM
