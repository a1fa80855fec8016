"""Draws the inputs of every case and computes what is right for them, by the reference in a worker of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from quizdl.bank.layers import LayerError
from quizdl.compare import Array, condition
from quizdl.grading.code.plan import Plan
from quizdl.model.question import Case, Code
from quizdl.runner.replies import Failure, Oddity
from quizdl.runner.session import Call, Generator, Results, Session
from quizdl.variants import derive

REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Expected:
    """One case with its inputs and everything that is right for them."""

    case: Case
    inputs: Mapping[str, Array]
    outputs: Mapping[str, Array]
    upstream: Mapping[str, Array]
    """Random gradients of the loss with respect to the outputs. Never ones: those hide mistakes."""
    gradients: Mapping[str, Array]
    condition: float = field(init=False)
    """How much precision the inputs cost a correct computation; asked for at every comparison."""
    trivial: frozenset[str] = field(init=False)
    """Results whose right values take no work here: zeros, or an input as it came."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "condition", condition(self.inputs.values()))
        right = {**self.outputs, **self.gradients}
        given = (*self.inputs.values(), *self.upstream.values())
        object.__setattr__(self, "trivial", frozenset(name for name in right if is_trivial(right[name], given)))


def compute(question: Code, plan: Plan, seed: int, session: Session) -> list[Expected]:
    """What is right, for every case."""
    reply = session.load(REFERENCE, plan.layer.file, plan.layer.text.encode())
    if isinstance(reply, Failure):
        raise LayerError(f"{plan.layer.file}: {said(reply)}")
    return [one(plan, case, derive(seed, question.id, case.name), session) for case in question.cases]


def one(plan: Plan, case: Case, seed: int, session: Session) -> Expected:
    """What is right for one case."""
    drawn = ask(session, plan.draw(case, Generator(seed)), plan, case)
    missing = [name for name in plan.forward.arguments if name not in drawn]
    if missing:
        raise LayerError(f"{plan.layer.file}: `inputs` does not draw {', '.join(missing)}")
    inputs = changed(drawn, case)
    outputs = ask(session, plan.run_forward(inputs, case), plan, case)
    generator = np.random.default_rng(derive(seed, "upstream"))
    upstream = {name: generator.standard_normal(outputs[name].shape) for name in plan.upstream}
    gradients = ask(session, plan.run_backward(upstream), plan, case) if plan.backward else {}
    return Expected(case, inputs, outputs, upstream, gradients)


def ask(session: Session, call: Call, plan: Plan, case: Case) -> dict[str, Array]:
    """Arrays from the reference; a layer that does not give them is a flaw of the bank."""
    results = session.call(REFERENCE, call)
    where = f"{plan.layer.file}, {call.function}, case `{case.name}`"
    if isinstance(results, Failure):
        raise LayerError(f"{where}: {said(results)}")
    return checked(results, where)


def said(failure: Failure) -> str:
    """What became of a layer that gave nothing."""
    return ": ".join(part for part in (failure.type or failure.reason.value, failure.message) if part)


def checked(results: Results, where: str) -> dict[str, Array]:
    """Results that are all finite arrays."""
    if results.count is not None:
        raise LayerError(f"{where}: returns something else than the results named in its `return`")
    arrays: dict[str, Array] = {}
    for name, value in results.values.items():
        if isinstance(value, Oddity):
            raise LayerError(f"{where}: `{name}` is no array of real numbers ({value.kind})")
        if not np.isfinite(value).all():
            raise LayerError(f"{where}: `{name}` is not finite everywhere")
        arrays[name] = value
    return arrays


def is_trivial(right: Array, given: Iterable[Array]) -> bool:
    """Whether a right value is zeros, or one of the arrays that were given."""
    return not right.any() or any(np.array_equal(array.ravel(), right.ravel()) for array in given)


def changed(drawn: Mapping[str, Array], case: Case) -> dict[str, Array]:
    """The inputs as the case wants them."""
    inputs = dict(drawn)
    for name, change in case.inputs.items():
        inputs[name] = inputs[name] * change.scale + change.offset
    return inputs
