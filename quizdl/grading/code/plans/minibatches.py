"""Training by minibatches: judged by what each example does to the weights, in whatever order it is met.

x is a multiple of the identity, so that example i moves weight i alone: in a minibatch of b examples the residual
x[i] @ w - t[i] shrinks by the factor 1 - lr * s^2 / b. One epoch has one such factor for each example; which examples
land in a short last minibatch is chance, how many do is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quizdl.compare import Array
from quizdl.grading.code.answers import Answer, Answers, Untold, misshapen
from quizdl.grading.code.plans.base import Ask, Expected, Reply, arrays, draw, under
from quizdl.model.kinds.code import Case
from quizdl.model.layer import Function, Layer
from quizdl.runner.session import Call, Generator
from quizdl.variants import derive

VISITED, SHRINKAGE, ORDER = "w: examples visited", "w: step sizes", "w: new order"
SCALE = 2.0
RUNS = 6
"""The same minibatches in all of them: at most 1 in 10^12 for 20 examples and more, the last minibatch short."""
CLOSE = 1e-5
"""Of factors that are equal but for rounding in single precision, which loses some 1e-7 of a residual in each step."""
UNSEEN = "not to be seen while a short minibatch makes the same steps as the others"


@dataclass(frozen=True, slots=True)
class Minibatches:
    """A function of x, t, w with lr, epochs, batch_size and rng, that returns the trained w."""

    layer: Layer
    train: Function

    @property
    def functions(self) -> tuple[Function, ...]:
        """The function alone."""
        return (self.train,)

    def function(self, label: str) -> Function:  # noqa: ARG002  one signature for all
        """The function."""
        return self.train

    def expect(self, case: Case, seed: int, ask: Ask) -> Expected:
        """Draw targets and weights; what the reference makes of them."""
        drawn = draw(self.layer, case, seed, ask)
        count = len(drawn["w"])
        targets = np.random.default_rng(seed).standard_normal(count)
        inputs = {"x": SCALE * np.eye(count), "t": targets, "w": targets / SCALE + 1 + np.arange(count) / count}
        found = Expected(case, inputs, {}, {})
        replies = ask(self.calls(found))
        (name,) = self.train.results
        trained = [arrays(reply, self.train, self.layer, case)[name] for reply in replies]
        answers = self.answers(found, replies)
        right = {label: answer for label, answer in answers.items() if isinstance(answer, np.ndarray)}
        within = dict.fromkeys(right, CLOSE)
        if SHRINKAGE in right and right[SHRINKAGE].ndim == 0:
            with np.errstate(divide="ignore"):  # a logarithm is as far off as its factor is, divided by that
                within[SHRINKAGE] = CLOSE * float(np.abs(1 / self.factors(found, trained[0])).sum())
        return Expected(case, inputs, {}, right, within=within)

    def calls(self, expected: Expected) -> list[Call]:
        """The same training with several generators."""
        values = [expected.inputs[name] for name in self.train.arguments]
        options = dict(expected.case.options)
        return [
            Call(self.train.name, values, {**options, "rng": Generator(derive(2, k))}, self.train.results)
            for k in range(RUNS)
        ]

    def answers(self, expected: Expected, replies: Sequence[Reply]) -> Answers:
        """The factors of all examples, and whether other generators give other minibatches."""
        (name,) = self.train.results
        found: list[Answer] = [under((name,), self.train, reply)[name] for reply in replies]
        before = expected.inputs["w"]
        labels = (VISITED, SHRINKAGE, *((ORDER,) if self.is_short(expected.case, len(before)) else ()))
        runs: list[Array] = []
        for w in found:
            if wrong := misshapen(name, w, before.shape):
                return dict.fromkeys(labels, wrong)
            assert isinstance(w, np.ndarray)  # noqa: S101  for the type checker
            runs.append(self.factors(expected, w))
        answers: dict[str, Answer] = dict(zip((VISITED, SHRINKAGE), self.reduced(expected, runs[0]), strict=True))
        if ORDER in labels:
            answers[ORDER] = order(runs)
        return answers

    def is_short(self, case: Case, count: int) -> bool:
        """Whether chance shows: the last minibatch is smaller than the others."""
        return count % int(case.options["batch_size"]) > 0  # type: ignore[arg-type]

    def factors(self, expected: Expected, w: Array) -> Array:
        """By how much each residual has shrunk."""
        targets = expected.inputs["t"]
        with np.errstate(all="ignore"):
            return np.asarray((SCALE * w - targets) / (SCALE * expected.inputs["w"] - targets))

    def reduced(self, expected: Expected, factors: Array) -> tuple[Array, Array]:
        """The share of examples that moved their weight; their factors, sorted after one epoch, else their product.

        NaN where chance has a say that it should not have: examples drawn twice, targets of other examples.
        """
        options = expected.case.options
        lr, size, epochs = (float(options[name]) for name in ("lr", "batch_size", "epochs"))  # type: ignore[arg-type]
        count = len(factors)
        nothing = np.array(np.nan)
        still = int((np.abs(factors - 1) < CLOSE).sum())
        if still not in (0, count % int(size)) or not np.isfinite(factors).all():
            return nothing, nothing
        values = 1 + int((np.diff(np.sort(factors)) > CLOSE).sum())
        if values > 2 ** int(epochs) + 1 or lr <= 0:
            return np.array(1 - still / count), nothing
        with np.errstate(divide="ignore"):  # a weight may reach its target
            shrinkage = np.sort(factors) if epochs == 1 else np.array(np.log(np.abs(factors)).sum())
        return np.array(1 - still / count), shrinkage


def order(runs: Sequence[Array]) -> Answer:
    """Whether other generators give other minibatches, as far as that can be seen."""
    if any((run != runs[0]).any() for run in runs[1:]):
        return np.array(1.0)
    with np.errstate(invalid="ignore"):  # steps that are too long end in infinity
        moves = bool((np.abs(runs[0] - 1) > CLOSE).all())
        return Untold(UNSEEN) if moves and float(np.ptp(runs[0])) <= CLOSE else np.array(0.0)
