"""Grades a prediction by a curve that is computed in the runner: does it end above, below or where it began?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizdl import variants
from quizdl.model.kinds.predict import Axis, Direction, Predict
from quizdl.model.verdict import Status, Verdict

if TYPE_CHECKING:
    from quizdl.grading.keys import Keys

SEEDS = 3
"""Of an experiment that a question shows."""


@dataclass(frozen=True, slots=True)
class WrongPrediction:
    """A direction that a known mistake leads to."""

    value: Direction
    says: str
    misconception: str | None


@dataclass(frozen=True, slots=True)
class CurveKey:
    """What comes out of the experiment, for one seed."""

    x: Axis
    y: str
    values: tuple[float, ...]
    value: Direction
    wrong: tuple[WrongPrediction, ...]


def change(values: Sequence[float]) -> float:
    """Where a curve ends, seen from where it begins, as a share of the largest of its numbers."""
    largest = max(abs(value) for value in values)
    return (values[-1] - values[0]) / largest if largest else 0.0


def direction(values: Sequence[float], least: float) -> Direction:
    """Up, down, or about the same."""
    share = change(values)
    if abs(share) < least:
        return "same"
    return "up" if share > 0 else "down"


def grade(question: Predict, value: Direction, key: CurveKey) -> Verdict:
    """Judge a prediction."""
    if value == key.value:
        return Verdict(Status.RIGHT, question.points, question.points)
    known = [wrong for wrong in key.wrong if wrong.value == value]
    feedback = tuple(wrong.says for wrong in known)
    diagnosis = tuple(wrong.misconception for wrong in known if wrong.misconception)
    return Verdict(Status.WRONG, 0.0, question.points, feedback=feedback, diagnosis=diagnosis)


def compute(question: Predict, params: Mapping[str, float], keys: "Keys") -> CurveKey:
    """The curve for one draw of the params, and where known mistakes lead."""
    from quizdl.grading.keys import in_wrong

    if question.experiment:
        x, y, values = of_experiment(question, keys)
    else:
        x, y, values = axis(question), question.y.strip(), curve(question, None, params, keys)
    wrong = []
    for index, item in enumerate(question.wrong):
        found: Any = item.answer
        if found is None:
            with in_wrong(index):
                found = direction(curve(question, item.misconception, params, keys), question.least)
        says = item.says or keys.bank.misconception(item.misconception or "").teaches
        wrong.append(WrongPrediction(found, variants.fill(says, params), item.misconception))
    return CurveKey(x, y, values, direction(values, question.least), tuple(wrong))


def curve(question: Predict, mistake: str | None, params: Mapping[str, float], keys: "Keys") -> tuple[float, ...]:
    """The numbers of the curve, with the layer as it should be or with a mistake in it."""
    from math import isfinite

    from quizdl.grading.keys import NoKeyError

    places = axis(question).values
    into = f"(lambda x: {{}})(array({list(places)}))"
    shown, value = keys.evaluate(question.layer, mistake, question.curve, params, into)
    count = len(places)
    if value is None or value.shape != (count,):
        what = "no list of numbers" if value is None else f"of shape {tuple(value.shape)}"
        raise NoKeyError(f"`{shown}` is {what}: one number for each of the {count} values of x is needed")
    numbers = tuple(float(number) for number in value)
    if not all(isfinite(number) for number in numbers):
        raise NoKeyError(f"`{shown}` is not finite everywhere")
    return numbers


def axis(question: Predict) -> Axis:
    """What is varied. The rules have made sure that it is there."""
    assert question.x is not None  # noqa: S101  for the type checker
    return question.x


def of_experiment(question: Predict, keys: "Keys") -> tuple[Axis, str, tuple[float, ...]]:
    """The medians of one curve of an experiment, over few seeds: a learner waits for it."""
    from statistics import median

    from quizdl.bank.experiments import experiment
    from quizdl.errors import QuizdlError
    from quizdl.grading.experiments import ExperimentError, Laboratory
    from quizdl.grading.keys import NoKeyError

    try:
        found = experiment(question.experiment or "", keys.bank)
    except QuizdlError as error:
        raise NoKeyError(str(error)) from error
    labels = {curve.id: curve.label for curve in found.curves}
    name = str(question.curve)
    numbers = [value for value in found.x.values if not isinstance(value, str)]
    if name not in labels or len(numbers) < len(found.x.values) or found.tasks:
        raise NoKeyError(f"the experiment {found.id} has no curve `{name}` over numbers: choose another one")
    columns: list[list[float]] = [[] for _ in numbers]
    try:
        with Laboratory(found, keys.bank) as laboratory:
            for measured in laboratory.measure(SEEDS):
                columns[measured.place].append(measured.values[name])
    except ExperimentError as error:
        raise NoKeyError(str(error)) from error
    return Axis(label=found.x.label, values=tuple(numbers)), f"{found.y} ({labels[name]})", tuple(map(median, columns))
