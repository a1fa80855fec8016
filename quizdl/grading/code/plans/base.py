"""What every kind of plan gives, and what is right in one case of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from quizdl.bank.layers import LayerError
from quizdl.compare import Array, condition
from quizdl.grading.code.answers import Answer, Answers, Failed, Miscounted
from quizdl.model.kinds.code import Case
from quizdl.model.layer import Function, Layer
from quizdl.runner.replies import Failure, Oddity
from quizdl.runner.session import Call, Generator, Results

Reply = Results | Failure
Ask = Callable[[Sequence[Call]], list[Reply]]
"""Calls functions of the reference, and gives its replies."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One case with its inputs and everything that is right for them."""

    case: Case
    inputs: Mapping[str, Any]
    upstream: Mapping[str, Array]
    """Random gradients of the loss with respect to the outputs. Never ones: those hide mistakes."""
    right: Mapping[str, Array]
    """Label -> right value. A label is the name of a result (`dx`), or that with a statistic of it (`y: factor`)."""
    within: Mapping[str, float] = field(default_factory=dict)
    """Statistic -> how far chance may carry it from the right value."""
    kept: Mapping[str, Array] = field(default_factory=dict)
    """What the plan needs to make statistics of answers."""
    lost: float = 1.0
    """How much precision making the labels costs, such as that of an update, which is a small difference."""
    condition: float = field(init=False)
    """How much precision the inputs cost a correct computation; asked for at every comparison."""
    trivial: frozenset[str] = field(init=False)
    """Labels whose right values take no work here: zeros, or an input as it came."""

    def __post_init__(self) -> None:
        inputs = [one for value in self.inputs.values() for one in (value if isinstance(value, list) else [value])]
        arrays = [value for value in inputs if isinstance(value, np.ndarray)]
        object.__setattr__(self, "condition", max(condition(arrays), self.lost))
        given = (*arrays, *self.upstream.values())
        values = {label: value for label, value in self.right.items() if label not in self.within}
        object.__setattr__(self, "trivial", frozenset(name for name in values if is_trivial(values[name], given)))


def is_trivial(right: Array, given: Iterable[Array]) -> bool:
    """Whether a right value is zeros, or one of the arrays that were given."""
    return not right.any() or any(np.array_equal(array.ravel(), right.ravel()) for array in given)


class Plan(Protocol):
    """The calls of a question, and what becomes of their results."""

    @property
    def layer(self) -> Layer:
        """Where the functions are."""

    @property
    def functions(self) -> tuple[Function, ...]:
        """Those that a submission has to have. Without the first one nothing can be called."""

    def expect(self, case: Case, seed: int, ask: Ask) -> Expected:
        """Draw the inputs of a case, and ask the reference what is right."""

    def calls(self, expected: Expected) -> list[Call]:
        """What is called in a case, in order."""

    def answers(self, expected: Expected, replies: Sequence[Reply]) -> Answers:
        """The replies to these calls, under the labels of the case."""

    def function(self, label: str) -> Function:
        """The function whose result a label is about."""


def draw(layer: Layer, case: Case, seed: int, ask: Ask) -> dict[str, Any]:
    """The arguments that the layer file draws, as the case wants them."""
    (reply,) = ask([Call("inputs", (Generator(seed),), case.sizes, results=None)])
    where = f"{layer.file}, inputs, case `{case.name}`"
    if isinstance(reply, Failure):
        raise LayerError(f"{where}: {said(reply)}")
    if reply.count is not None:
        raise LayerError(f"{where}: returns no dictionary of arrays")
    drawn: dict[str, Any] = {}
    for name, value in reply.values.items():
        if isinstance(value, Oddity):
            drawn[name] = None  # such as the state before the first step
        else:
            drawn[name] = changed(value, name, case)
    return gathered(drawn)


def gathered(drawn: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of arrays put together again: name[0], name[1], ... under name."""
    found: dict[str, Any] = {}
    for name, value in drawn.items():
        stem, bracket, _ = name.partition("[")
        if bracket:
            found.setdefault(stem, []).append(value)
        else:
            found[name] = value
    return found


def changed(value: Array, name: str, case: Case) -> Array:
    """An input as the case wants it."""
    change = case.inputs.get(name.partition("[")[0])
    if change is None or value.dtype.kind != "f":
        return value
    moved = value * change.scale + change.offset
    return np.round(moved) if change.whole else moved


def arguments(function: Function, drawn: Mapping[str, Any], layer: Layer) -> list[Any]:
    """The positional arguments of a function; whole numbers as Python has them."""
    missing = [name for name in function.arguments if name not in drawn]
    if missing:
        raise LayerError(f"{layer.file}: `inputs` does not draw {', '.join(missing)}")
    return [plain(drawn[name]) for name in function.arguments]


def plain(value: Any) -> Any:
    """A whole number that came as an array without axes."""
    return value.item() if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind == "i" else value


def said(failure: Failure) -> str:
    """What became of a layer that gave nothing."""
    return ": ".join(part for part in (failure.type or failure.reason.value, failure.message) if part)


def arrays(reply: Reply, function: Function, layer: Layer, case: Case) -> dict[str, Array]:
    """Arrays from the reference, all finite; a layer that does not give them is a flaw of the bank."""
    where = f"{layer.file}, {function.name}, case `{case.name}`"
    if isinstance(reply, Failure):
        raise LayerError(f"{where}: {said(reply)}")
    if reply.count is not None:
        raise LayerError(f"{where}: returns something else than the results named in its `return`")
    found: dict[str, Array] = {}
    for name, value in reply.values.items():
        if isinstance(value, Oddity):
            raise LayerError(f"{where}: `{name}` is no array of real numbers ({value.kind})")
        if not np.isfinite(value).all():
            raise LayerError(f"{where}: `{name}` is not finite everywhere")
        found[name] = value
    return found


def under(labels: Iterable[str], function: Function, reply: Reply) -> dict[str, Answer]:
    """One reply under the names of the results."""
    if isinstance(reply, Failure):
        return dict.fromkeys(labels, Failed(function.name, reply))
    if reply.count is not None:
        return dict.fromkeys(labels, Miscounted(function.name, reply.count))
    return {label: reply.values.get(label, Oddity("none")) for label in labels}


def named_results(function: Function, layer: Layer) -> None:
    """Refuse a function whose results have no names."""
    if not function.results or len(set(function.results)) < len(function.results):
        raise LayerError(f"{layer.file}: give the results of {function.name} names in its `return`, all different")
