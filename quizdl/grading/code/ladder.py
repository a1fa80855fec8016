"""The smallest input that shows a mistake: tiny cases in a fixed order, of small whole numbers to follow by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from quizdl.bank.layers import LayerError
from quizdl.compare import Array
from quizdl.grading.code import expected as expectation
from quizdl.grading.code.answers import Answer
from quizdl.grading.code.observe import observe
from quizdl.grading.code.plans.base import Expected, Plan
from quizdl.grading.code.plans.pair import Pair
from quizdl.model.kinds.code import Case, Change, Code
from quizdl.runner.session import Session

SPREAD = 2.0
"""Standard deviations are 1 in most inputs: doubled and rounded they are small whole numbers, few of them equal."""
DIGITS = 4
MOST_TEXT = 1000
"""Characters of an array; a submission may return any number of them."""


Wrong = Callable[[str, Answer, Expected], bool]
"""Tells whether an answer is wrong."""


def climb(question: Code, plan: Plan, seed: int, session: Session) -> Iterator[Expected]:
    """The rungs of a question that its reference can answer."""
    if not isinstance(plan, Pair) or not question.ladder:
        return
    expectation.load(plan, session)
    for case in question.ladder:
        try:
            yield expectation.of_case(question, plan, whole(case, plan), seed, session)
        except LayerError:  # whole numbers may lie where the layer is not finite
            continue


def whole(case: Case, plan: Pair) -> Case:
    """The case with inputs rounded to whole numbers."""
    rounded = dict.fromkeys(plan.forward.arguments, Change(scale=SPREAD, whole=True))
    own = {name: replace(change, whole=True) for name, change in case.inputs.items()}
    return replace(case, inputs=rounded | own)


def smallest(
    rungs: Sequence[Expected], plan: Plan, name: str, session: Session, reveal: bool, wrong: Wrong
) -> tuple[str, ...]:
    """Lines for the first rung that fails: the call, what comes out, and what should where it may be told."""
    if not isinstance(plan, Pair):
        return ()
    for rung in rungs:
        if session.over is not None:
            return ()
        (answers,) = observe(name, plan, [rung], session).answers
        for label, answer in (answers or {}).items():
            if wrong(label, answer, rung):
                return (*call(rung, plan, label), *told(label, answer, rung, reveal))
    return ()


def call(expected: Expected, plan: Pair, label: str) -> Iterator[str]:
    """The case as Python that one can paste."""
    inputs: Mapping[str, Any] = expected.inputs
    for name in plan.forward.arguments:
        yield f">>> {name} = {literal(inputs[name])}"
    options = "".join(f", {name}={value!r}" for name, value in expected.case.options.items())
    results = ", ".join(plan.forward.results)
    yield f">>> {results} = {plan.forward.name}({', '.join(plan.forward.arguments)}{options})"
    if plan.backward is not None and label in plan.gradients:
        for name in plan.backward.arguments:
            if name != "cache":
                yield f">>> {name} = {literal(expected.upstream[name.removeprefix('d')])}"
        yield f">>> {', '.join(plan.backward.results)} = {plan.backward.name}({', '.join(plan.backward.arguments)})"


def told(label: str, answer: Answer, expected: Expected, reveal: bool) -> Iterator[str]:
    """What comes out."""
    if isinstance(answer, np.ndarray):
        yield f"{label} comes out as {numbers(answer)}"
    if reveal:
        yield f"{label} should be    {numbers(expected.right[label])}"


def literal(value: Any) -> str:
    """An argument as Python."""
    if isinstance(value, list):
        return f"[{', '.join(literal(one) for one in value)}]"
    if not isinstance(value, np.ndarray):
        return repr(value)
    return f"np.array({numbers(value)})" if value.ndim else numbers(value)


def numbers(array: Array) -> str:
    """Numbers on one line, rounded."""
    with np.errstate(all="ignore"):
        rounded = np.round(array, DIGITS) + 0 if array.dtype.kind in "fiu" else array  # truth values are not rounded
        text = str(rounded.tolist())
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]} ..."
