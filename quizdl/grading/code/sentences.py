"""What is said about a result, a failure or a signature: short, exact, and with what to do."""

import difflib
import inspect
import math
import re
from collections.abc import Collection
from typing import Any

from quizdl.compare import Array, Difference
from quizdl.model.kinds.code import Limits
from quizdl.model.layer import Function
from quizdl.model.printable import printable
from quizdl.runner.replies import Failure, Oddity, Reason

DEFINITION = re.compile(r"^(?:async +)?def +(\w+)", re.MULTILINE)
ADVICE = {
    "masked": ": return a plain array, with every number visible",
    "subclass": ": return a plain numpy.ndarray",
    "tuple": ": return the array itself, not a tuple around it",
}
"""Kind of an oddity -> what helps, where it holds the array."""
LONGEST_LINE = 80
MOST_NAMES = 200
"""Names among which one that is nearly right is looked for: each is compared letter by letter."""


def about_value(name: str, value: Array | Oddity, expected: Array, difference: Difference | None) -> str:
    """Why a result is not the one expected."""
    if isinstance(value, Oddity):
        return about_oddity(name, value, expected.shape)
    assert difference is not None  # noqa: S101  for the type checker
    if not difference.same_shape:
        if difference.same_values:
            return f"the numbers are right, but {name} has shape {value.shape} instead of {expected.shape}"
        empty = ", which holds no numbers" if value.size == 0 else ""
        return f"{name} has shape {value.shape}{empty}, expected {expected.shape}"
    if difference.not_finite:
        count = f"{difference.not_finite} of {value.size} values"
        return f"{count} of {name} are NaN or infinite, the first at {list(difference.worst)}"
    if not value.any():
        return f"{name} is all zeros"
    if not expected.any():
        return f"{name} should be all zeros here, but reaches {difference.error:.2g} at {list(difference.worst)}"
    return f"{name} is off by {amount(difference.error)} (normwise), most at {list(difference.worst)}"


def about_shape(name: str, found: tuple[int, ...] | Oddity, expected: tuple[int, ...]) -> str:
    """Why a result is not an array of some shape."""
    if isinstance(found, Oddity):
        return about_oddity(name, found, expected)
    return f"{name} has shape {found}, expected {expected}"


def about_oddity(name: str, value: Oddity, shape: tuple[int, ...]) -> str:
    """Why a result is no array of real numbers."""
    advice = ADVICE.get(value.kind, f", expected an array of real numbers of shape {shape}")
    return f"{name} {oddness(value)}{advice}"


def about_list(name: str, found: int | tuple[int, ...] | Oddity, expected: int) -> str:
    """Why a result is not a list of so many arrays."""
    if isinstance(found, Oddity):
        what = "holds other things than arrays" if found.kind in ("ragged", "tuple") else oddness(found)
    else:
        what = f"holds {found} arrays" if isinstance(found, int) else f"has shape {found}"
    return f"{name} {what}, expected a list of {expected} {'array' if expected == 1 else 'arrays'}"


def oddness(value: Oddity) -> str:
    """What there is instead of an array of real numbers."""
    return {
        "masked": "is a masked array",
        "subclass": f"is a {value.detail}",
        "tuple": f"is a tuple of {value.detail} values",
        "none": "is None",
        "ragged": "is a list that is no array of numbers: rows differ in length or hold other things",
        "complex": "holds complex numbers",
        "not numbers": f"has dtype {value.detail}",
        "too large": f"has shape {value.detail}, which is too large to be right",
    }.get(value.kind, f"is of type {value.detail}")


def amount(error: float) -> str:
    """A normwise error for people."""
    if not math.isfinite(error):
        return "an infinite amount"
    if error < 0.0005:
        return f"{error:.1e}"
    two_digits = float(f"{error:.2g}")
    return f"a factor of {two_digits:g}" if two_digits >= 10 else f"{100 * two_digits:g} %"


def about_failure(function: str, failure: Failure, source: str, limits: Limits) -> str:
    """Why a call gave no results."""
    place = where(failure.line, source)
    if failure.reason is Reason.TIMED_OUT:
        return f"{function} did not finish: {limits.seconds:g} seconds for all cases are used up"
    if failure.reason is Reason.ENDED:
        return f"{function} ended the whole process ({failure.message}): remove os._exit, signals and the like"
    if failure.reason is Reason.GARBLED:
        return f"{function} disturbed the connection to quizdl ({failure.message}): do not write to file descriptors"
    if failure.type == "NotImplementedError":
        return f"{function} is not written yet{place}"
    if failure.type.endswith("MemoryError"):  # that of numpy is called _ArrayMemoryError
        return f"{function} asks for more memory than the {limits.memory_mb} MB allowed{place}"
    if failure.type == "SystemExit":
        return f"{function} calls sys.exit{place}: remove it"
    if failure.type == "ModuleNotFoundError":
        return f"{failure.message}{place}: only numpy and the standard library can be imported"
    return f"{function} raises {failure.type}{': ' if failure.message else ''}{failure.message}{place}"


def about_loading(failure: Failure, source: str, limits: Limits) -> str:
    """Why the file itself could not be run."""
    if failure.reason is Reason.RAISED and failure.type.endswith(("SyntaxError", "IndentationError", "TabError")):
        return f"this is not Python: {failure.message}{where(failure.line, source)}"
    return about_failure("the file", failure, source, limits)


def about_end(failure: Failure) -> str:
    """Why a check did not run after another one had ended the process."""
    if failure.reason is Reason.TIMED_OUT:
        return "not run: the time was used up before"
    return "not run: the process had ended before"


def about_own_forward(agrees: bool) -> str:
    """Whether a wrong backward is right for a wrong forward."""
    if agrees:
        return "it is the derivative of your forward; mend the forward first"
    return "it is not the derivative of your forward either"


def where(line: int | None, source: str) -> str:
    """The line of the student's file, with its text."""
    lines = source.split("\n")
    if line is None or line > len(lines):
        return ""
    text = printable(lines[line - 1]).strip()
    text = text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 3] + "..."
    return f" (line {line}: `{text}`)" if text else f" (line {line})"


def about_count(function: Function, count: int) -> str:
    """A forward or backward that returns too much or too little."""
    values = {0: "nothing", 1: "one value"}.get(count, f"{count} values")
    missing = " (is the `return` missing?)" if count == 0 else ""
    return f"{function.name} returns {values}{missing}, expected {len(function.results)}: {', '.join(function.results)}"


def about_signature(function: Function, found: Any, source: str, asked: Collection[str] = ()) -> str:
    """Why a function cannot be called as asked; empty where it can. `asked`: all functions of the question."""
    definition = f"`{function.signature.removesuffix(':')}`"
    if found == "missing":
        spare = [name for name in DEFINITION.findall(source) if name not in asked][:MOST_NAMES]
        near = difflib.get_close_matches(function.name, spare, n=1)
        hint = f"did you mean to call `{near[0]}` so?" if near else f"add {definition}"
        return f"there is no function `{function.name}` in the file: {hint}"
    if found == "not a function":
        return f"`{function.name}` is not a function: write {definition}"
    theirs = signature(found)
    if theirs is None:
        return ""
    required = {name for name, default in function.options.items() if default is None}
    for options in (function.options, required):
        try:
            theirs.bind(*function.arguments, **dict.fromkeys(options))
        except TypeError as error:
            found_as = f"{function.name}{theirs}".replace("Ellipsis", "...")
            return f"{found_as} cannot be called as asked ({error}): write {definition}"
    return ""


def signature(found: Any) -> inspect.Signature | None:
    """A signature as the worker tells it; None where it is not one."""
    kinds = {kind.name.lower(): kind for kind in inspect._ParameterKind}
    try:
        return inspect.Signature(
            [
                inspect.Parameter(
                    item["name"][:80], kinds[item["kind"]], default=... if item["default"] else inspect.Parameter.empty
                )
                for item in found[:100]
            ]
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
