"""Computes the key of a question, and what known mistakes lead to: in the runner."""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.bank.layers import LayerError
from quizdl.errors import WRONG, QuizdlError
from quizdl.grading.permission import require_permission
from quizdl.model.kinds.code import Limits
from quizdl.model.kinds.number import Number
from quizdl.model.question import Expression, Question
from quizdl.runner.replies import Failure, Oddity, Reason
from quizdl.runner.session import Session

if TYPE_CHECKING:
    from quizdl.compare import Array
    from quizdl.grading.predict import CurveKey
    from quizdl.grading.shape import ShapeKey
    from quizdl.model.kinds.predict import Predict
    from quizdl.model.kinds.shape import Shape

Names = Mapping[str, float]
"""What an expression may use beside the layer and NumPy."""
SECONDS = 10.0
"""For the key of one question, with all its wrong values."""
PLAIN = "no layer"


class NoKeyError(QuizdlError):
    """An expression of a question that does not give what it should; the sentence says why."""

    exit_code = WRONG
    wrong: int | None = None
    """The entry of `wrong` that it stands in."""


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """A number that a known mistake leads to."""

    value: float
    says: str
    misconception: str | None
    index: int
    """Its place in the question's list."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a number question expects, for one seed."""

    value: float
    wrong: tuple[WrongNumber, ...]


class Keys:
    """Computes keys in one worker; in a `with` block, since the worker ends with it."""

    def __init__(self, bank: Bank):
        self.bank = bank
        require_permission(bank)
        self.open()

    def open(self) -> None:
        """Start a worker."""
        self.session = Session(Limits(seconds=3 * SECONDS))
        self.used = 0.0
        self.loaded: set[str] = set()

    def __enter__(self) -> "Keys":
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def interrupt(self) -> None:
        """End the worker while another thread waits for it."""
        self.session.channel.worker.end()

    @overload
    def key(self, question: Number, seed: int) -> Key: ...
    @overload
    def key(self, question: "Shape", seed: int) -> "ShapeKey": ...
    @overload
    def key(self, question: "Predict", seed: int) -> "CurveKey": ...
    def key(self, question: Question, seed: int) -> Any:
        """The key for one seed."""
        if self.session.over is not None or self.used > SECONDS:  # the CPU time of a worker is limited for good
            self.session.close()
            self.open()
        self.session.remaining = SECONDS
        try:
            return self.of_type(question, variants.draw(question, seed))
        finally:
            self.used += SECONDS - self.session.remaining

    def of_type(self, question: Any, params: Names) -> Any:
        """The key for one draw of the params."""
        if question.type == "shape":
            from quizdl.grading import shape

            return shape.compute(question, params, self)
        if question.type == "predict":
            from quizdl.grading import predict

            return predict.compute(question, params, self)
        return self.compute(question, params)

    def compute(self, question: Number, params: Names) -> Key:
        """The key of a number question."""
        value = self.number(question.layer, None, question.answer, params)
        wrong = []
        for index, item in enumerate(question.wrong):
            expression = question.answer if item.value is None else item.value
            with in_wrong(index):
                mistaken = self.number(question.layer, item.misconception, expression, params)
            says = item.says or self.bank.misconception(item.misconception or "").teaches
            wrong.append(WrongNumber(mistaken, variants.fill(says, params), item.misconception, index))
        return Key(value, tuple(wrong))

    def number(self, layer: str | None, mistake: str | None, expression: Expression, params: Names) -> float:
        """The value of one expression, with the layer as it should be or with a mistake in it."""
        if isinstance(expression, int | float):
            return float(expression)
        shown, value = self.evaluate(layer, mistake, expression, params)
        if value is None or value.shape != ():
            raise NoKeyError(f"`{shown}` is not a single number")
        if not math.isfinite(float(value)):
            raise NoKeyError(f"`{shown}` is {float(value)}, not a finite number")
        return float(value)

    def evaluate(
        self, layer: str | None, mistake: str | None, expression: Expression, names: Names, into: str = "{}"
    ) -> "tuple[str, Array | None]":
        """An expression as sentences show it, and its value; None where it is no array. `into` is put around it."""
        text = str(expression).strip()
        shown = " ".join(text.split())
        # in lines of its own, since it may end with a comment
        wrapped = into.replace("{}", f"(\n{text}\n)") if into != "{}" else text
        results = self.session.evaluate(self.source(layer, mistake), wrapped, names)
        if isinstance(results, Failure):
            raise NoKeyError(f"`{shown}` {explain(results)}")
        value = results.values.get("value")
        return shown, None if isinstance(value, Oddity) else value

    def source(self, layer: str | None, mistake: str | None) -> str:
        """Load what an expression refers to, once."""
        name = mistake or layer or PLAIN
        if name not in self.loaded:
            try:
                text = self.text(layer, mistake)
            except LayerError as error:
                raise NoKeyError(str(error)) from error
            reply = self.session.load(name, f"<{name}>", text.encode())
            if isinstance(reply, Failure):
                raise NoKeyError(f"the source of {name} {explain(reply)}")
            self.loaded.add(name)
        return name

    def text(self, layer: str | None, mistake: str | None) -> str:
        """The source of a layer, of a layer with a mistake, or an empty one."""
        if mistake is not None:
            return self.bank.mistaken(self.bank.misconception(mistake))
        return "" if layer is None else self.bank.layer(layer).text


@contextmanager
def in_wrong(index: int) -> Iterator[None]:
    """What fails here stands in an entry of `wrong`."""
    try:
        yield
    except NoKeyError as error:
        error.wrong = index
        raise


def explain(failure: Failure) -> str:
    """Why a source of the bank gave nothing, as the end of a sentence."""
    if failure.reason is Reason.RAISED:
        return f"raises {failure.type}{': ' if failure.message else ''}{failure.message}"
    if failure.reason is Reason.TIMED_OUT:
        return f"takes more than {SECONDS:g} seconds"
    return f"ended its process ({failure.message})"
