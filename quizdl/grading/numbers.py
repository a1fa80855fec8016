"""Grades a number: right within the stated tolerance, or recognized as what a known mistake leads to."""

import ast
import contextlib
import math
import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from quizdl.model.kinds.number import Number, Tolerance
from quizdl.model.verdict import Status, Verdict

if TYPE_CHECKING:  # keys need a runner; reading a number does not
    from quizdl.grading.keys import Key

ARITHMETIC = re.compile(r"(?:sqrt|exp|log|ln|pi|[0-9.]+(?:[eE][-+]?[0-9]+)?|[-+*/() ])+")
FUNCTIONS = {"sqrt": math.sqrt, "exp": math.exp, "log": math.log, "ln": math.log}
OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}  # fmt: skip
LONGEST = 200
"""Characters of an answer."""
ROUNDING = 1e-9
"""Share of the key by which two equal numbers may differ after they were computed in two ways."""


MOST_DIGITS = 17
"""Tell every float from every other one."""
LARGEST_WHOLE = 1e15
"""Larger ones are shown with an exponent."""


class UnreadableError(Exception):
    """An answer that is no number: asked again, not an attempt."""


def read(text: str, unit: str = "") -> float:
    """A number as a learner types it: 0.5, 1e-3, 1/3, 2**-0.5, 1/9 + 1/256, 11.5%."""
    text = text.strip().replace("−", "-").replace("_", "")
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text):
        raise UnreadableError(f"write the decimal point as a point: {text.replace(',', '.')}")
    number = text.removesuffix("%")
    try:
        value = computed(number)
    except (ValueError, ArithmeticError, SyntaxError, RecursionError, MemoryError, TypeError):
        raise UnreadableError("that is not a number: write for example 0.5, 1e-3, 1/3 or 2**-0.5") from None
    if not math.isfinite(value):
        raise UnreadableError("that is not a finite number")
    return value / 100 if number != text and "%" not in unit else value


def computed(text: str) -> float:
    """The value of a number, or of plain arithmetic."""
    with contextlib.suppress(ValueError):
        return float(text)
    text = text.replace("^", "**").replace("×", "*").replace("·", "*")
    if len(text) > LONGEST or not ARITHMETIC.fullmatch(text):
        raise ValueError
    value = of_node(ast.parse(text.strip(), mode="eval").body)
    if isinstance(value, complex):
        raise ValueError
    return value


def of_node(node: ast.expr) -> float:
    """The value of a part; floats throughout, so that no power is too large to compute."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id="pi"):
            return math.pi
        case ast.UnaryOp(op=ast.USub(), operand=part):
            return -of_node(part)
        case ast.UnaryOp(op=ast.UAdd(), operand=part):
            return of_node(part)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            return OPERATIONS[type(op)](of_node(left), of_node(right))
        case ast.Call(func=ast.Name(id=name), args=[part], keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](of_node(part))
    raise ValueError


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
