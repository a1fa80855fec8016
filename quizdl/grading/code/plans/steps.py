"""A step of an optimizer, called many times: judged by its updates, the first one and the later ones.

At each step it gets the weights that the reference has then, so that a mistake in one step is not carried into the
next by the weights. What it remembers (`state`) is its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quizdl.compare import Array
from quizdl.grading.code.answers import Answer, Answers, Failed, Miscounted, Needs, misshapen
from quizdl.grading.code.plans.base import Ask, Expected, Reply, arguments, arrays, draw, named_results, under
from quizdl.model.kinds.code import Case
from quizdl.model.layer import Function, Layer
from quizdl.runner.session import Call, Kept
from quizdl.variants import derive

STATE, WEIGHTS, GRADIENT = "state", "w", "dw"
FIRST, LATER = "w: first update", "w: later updates"


@dataclass(frozen=True, slots=True)
class Steps:
    """A function that takes w, dw and the state, and returns the new w and the new state."""

    layer: Layer
    step: Function

    @property
    def functions(self) -> tuple[Function, ...]:
        """The step alone."""
        return (self.step,)

    def function(self, label: str) -> Function:  # noqa: ARG002  one signature for all
        """The step."""
        return self.step

    def call(self, inputs: dict[str, Any], case: Case, first: bool) -> Call:
        """One step; the state stays where it is."""
        given = arguments(self.step, {**inputs, STATE: None if first else Kept(STATE)}, self.layer)
        return Call(self.step.name, given, dict(case.options), self.step.results, {STATE: STATE})

    def expect(self, case: Case, seed: int, ask: Ask) -> Expected:
        """Draw a gradient for each step, and let the reference walk."""
        drawn = draw(self.layer, case, seed, ask)
        weights: list[Array] = [drawn[WEIGHTS]]
        gradients: list[Array] = [drawn[GRADIENT]]
        for number in range(1, case.steps):
            gradients.append(draw(self.layer, case, derive(seed, "step", number), ask)[GRADIENT])
        for number, gradient in enumerate(gradients):
            (reply,) = ask([self.call({**drawn, WEIGHTS: weights[-1], GRADIENT: gradient}, case, number == 0)])
            weights.append(arrays(reply, self.step, self.layer, case)[WEIGHTS])
        inputs = {**drawn, WEIGHTS: np.stack(weights[:-1]), GRADIENT: np.stack(gradients)}
        change = np.diff(np.stack(weights), axis=0)
        lost = float(np.abs(inputs[WEIGHTS]).max()) / (float(np.abs(change).max()) or 1.0)
        return Expected(case, inputs, {}, {FIRST: change[:1], LATER: change[1:]}, lost=lost)

    def calls(self, expected: Expected) -> list[Call]:
        """All steps."""
        inputs = dict(expected.inputs)
        return [
            self.call({**inputs, WEIGHTS: inputs[WEIGHTS][k], GRADIENT: inputs[GRADIENT][k]}, expected.case, k == 0)
            for k in range(expected.case.steps)
        ]

    def answers(self, expected: Expected, replies: Sequence[Reply]) -> Answers:
        """What each step has added to the weights."""
        before = expected.inputs[WEIGHTS]
        found = [under((WEIGHTS,), self.step, reply)[WEIGHTS] for reply in replies]
        first = updates(before[:1], found[:1])
        stopped = isinstance(first, Failed | Miscounted)
        return {FIRST: first, LATER: Needs(self.step.name) if stopped else updates(before[1:], found[1:])}


def updates(before: Array, found: Sequence[Answer]) -> Answer:
    """New weights less old ones; or what came instead at the first step that does not give them."""
    after: list[Array] = []
    for weights in found:
        if wrong := misshapen(WEIGHTS, weights, before.shape[1:]):
            return wrong
        assert isinstance(weights, np.ndarray)  # noqa: S101  for the type checker
        after.append(weights)
    single = all(weights.dtype == np.float32 for weights in after)
    with np.errstate(all="ignore"):
        change = np.stack(after).astype(np.float64) - before
    return change.astype(np.float32) if single else change


def steps(layer: Layer, step: Function) -> Steps:
    """The plan, if the function is a step."""
    named_results(step, layer)
    return Steps(layer, step)
