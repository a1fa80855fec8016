"""Grades a number: right within the stated tolerance, or recognized as what a known mistake leads to."""

import math
import re
from typing import TYPE_CHECKING

from quizdl.model.kinds.number import Number, Tolerance
from quizdl.model.verdict import Status, Verdict

if TYPE_CHECKING:  # keys need a runner; reading a number does not
    from quizdl.grading.keys import Key

FRACTION = re.compile(r"\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*/\s*([0-9.]+(?:[eE][-+]?[0-9]+)?)\s*")
POWER = re.compile(r"\s*([0-9.]+)\s*(?:\*\*|\^)\s*([-+]?[0-9.]+)\s*")
ROUNDING = 1e-9
"""Share of the key by which two equal numbers may differ after they were computed in two ways."""


MOST_DIGITS = 17
"""Tell every float from every other one."""
LARGEST_WHOLE = 1e15
"""Larger ones are shown with an exponent."""


class UnreadableError(Exception):
    """An answer that is no number: asked again, not an attempt."""


def read(text: str) -> float:
    """A number as a learner types it: 0.5, 1e-3, 1/3, 2**-0.5."""
    text = text.strip().replace("−", "-").replace("_", "")
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text):
        raise UnreadableError(f"write the decimal point as a point: {text.replace(',', '.')}")
    try:
        if match := FRACTION.fullmatch(text):
            value = float(match[1]) / float(match[2])
        elif match := POWER.fullmatch(text):
            value = float(match[1]) ** float(match[2])
        else:
            value = float(text)
    except (ValueError, ArithmeticError):
        raise UnreadableError("that is not a number: write for example 0.5, 1e-3, 1/3 or 2**-0.5") from None
    if not math.isfinite(value):
        raise UnreadableError("that is not a finite number")
    return value


def near(value: float, key: float, tolerance: Tolerance) -> bool:
    """Whether a number is the key, within the tolerance."""
    return abs(value - key) <= width(key, tolerance) + ROUNDING * abs(key)


def width(key: float, tolerance: Tolerance) -> float:
    """The distance from the key that still counts as right."""
    if tolerance.atol is not None:
        return tolerance.atol
    if tolerance.rtol is not None:
        return tolerance.rtol * abs(key)
    if tolerance.digits is not None:
        exponent = math.floor(math.log10(abs(key))) if key else 0
        return float(0.5 * 10.0 ** (exponent - tolerance.digits + 1))
    return 0.0


def rounded(value: float, tolerance: Tolerance) -> str:
    """The key as it is shown: with the digits that were asked for, or as many as make it right when typed in."""
    if tolerance.digits is not None:
        return f"{value:#.{tolerance.digits}g}".rstrip(".")
    if value.is_integer() and abs(value) < LARGEST_WHOLE:
        return f"{value:.0f}"
    texts = (f"{value:.{digits}g}" for digits in range(4, MOST_DIGITS))
    return next((text for text in texts if near(float(text), value, tolerance)), repr(value))


def grade(question: Number, value: float, key: "Key") -> Verdict:
    """Judge a number."""
    if near(value, key.value, question.tolerance):
        return Verdict(Status.RIGHT, question.points, question.points)
    known = next((wrong for wrong in key.wrong if near(value, wrong.value, question.tolerance)), None)
    feedback = [known.says] if known else []
    diagnosis = (known.misconception,) if known and known.misconception else ()
    return Verdict(Status.WRONG, 0.0, question.points, feedback=tuple(feedback), diagnosis=diagnosis)
