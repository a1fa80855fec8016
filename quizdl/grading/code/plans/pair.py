"""A forward, with or without its backward; or a plain function, which is a forward without a cache."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from quizdl.bank.layers import LayerError
from quizdl.compare import Array
from quizdl.grading.code.answers import Answer, Answers, Mislisted, Needs
from quizdl.grading.code.plans.base import Ask, Expected, Reply, arguments, arrays, draw, named_results, under
from quizdl.model.kinds.code import Case
from quizdl.model.layer import Function, Layer
from quizdl.runner.replies import Failure, Oddity
from quizdl.runner.session import Call, Generator, Kept, Results
from quizdl.variants import derive

CACHE = "cache"


@dataclass(frozen=True, slots=True)
class Pair:
    """The functions, and the names of what they return."""

    layer: Layer
    forward: Function
    backward: Function | None

    @property
    def functions(self) -> tuple[Function, ...]:
        """The forward first."""
        return (self.forward, *([self.backward] if self.backward else []))

    @property
    def outputs(self) -> tuple[str, ...]:
        """Results of the forward that are compared."""
        return tuple(name for name in self.forward.results if name != CACHE)

    @property
    def upstream(self) -> tuple[str, ...]:
        """Outputs whose upstream gradient the backward takes: its argument `dy` stands for the output `y`."""
        if self.backward is None:
            return ()
        return tuple(name.removeprefix("d") for name in self.backward.arguments if name != CACHE)

    @property
    def gradients(self) -> tuple[str, ...]:
        """Results of the backward."""
        return self.backward.results if self.backward else ()

    def function(self, label: str) -> Function:
        """The function whose result this is."""
        return self.backward if self.backward and label in self.gradients else self.forward

    def run_forward(self, inputs: Mapping[str, object], case: Case, lists: Sequence[str] = ()) -> Call:
        """The forward of a case; its cache stays where it is. lists: results that are lists of arrays."""
        keep = {CACHE: CACHE} if CACHE in self.forward.results else {}
        options: dict[str, object] = dict(case.options)
        if "rng" in self.forward.options:
            options["rng"] = Generator(derive(0, case.name))
        given, results = arguments(self.forward, inputs, self.layer), self.forward.results
        return Call(self.forward.name, given, options, results, keep, lists)

    def run_backward(self, upstream: Mapping[str, object]) -> Call:
        """The backward, with the cache of the forward before it."""
        assert self.backward is not None  # noqa: S101  for the type checker
        values = [
            Kept(CACHE) if name == CACHE else upstream[name.removeprefix("d")] for name in self.backward.arguments
        ]
        return Call(self.backward.name, values, results=self.backward.results)

    def expect(self, case: Case, seed: int, ask: Ask) -> Expected:
        """Draw, and run the reference forward and backward."""
        inputs = draw(self.layer, case, seed, ask)
        (reply,) = ask([self.run_forward(inputs, case, self.outputs)])
        outputs = arrays(reply, self.forward, self.layer, case)
        generator = np.random.default_rng(derive(seed, "upstream"))
        upstream = {name: np.asarray(generator.standard_normal(outputs[name].shape)) for name in self.upstream}
        if case.inputs.keys() >= set(self.forward.arguments) and all(change.whole for change in case.inputs.values()):
            upstream = {name: np.where(dy < 0, -1.0, 1.0) + np.round(dy) for name, dy in upstream.items()}  # none is 0
        if self.backward is None:
            return Expected(case, inputs, upstream, outputs)
        (reply,) = ask([self.run_backward(upstream)])
        return Expected(case, inputs, upstream, outputs | arrays(reply, self.backward, self.layer, case))

    def calls(self, expected: Expected) -> list[Call]:
        """One forward, one backward."""
        lists = tuple({label.partition("[")[0] for label in expected.right if "[" in label})
        forward = self.run_forward(expected.inputs, expected.case, lists)
        return [forward, *([self.run_backward(expected.upstream)] if self.backward else [])]

    def answers(self, expected: Expected, replies: Sequence[Reply]) -> Answers:
        """The results by name; gradients only of a forward that gave its results."""
        forward = replies[0]
        lists = [label for label in expected.right if "[" in label]
        stems = {label.partition("[")[0] for label in lists}
        outputs = [*(name for name in self.outputs if name not in stems), *lists]
        found: dict[str, Answer] = under(outputs, self.forward, forward)
        if isinstance(forward, Results) and forward.count is None:
            for stem in stems:
                labels = [label for label in lists if label.partition("[")[0] == stem]
                if wrong := mislisted(stem, forward.values, len(labels)):
                    found |= dict.fromkeys(labels, wrong)
        if self.backward is not None:
            if isinstance(forward, Failure) or forward.count is not None:
                found |= dict.fromkeys(self.gradients, Needs(self.forward.name))
            else:
                found |= under(self.gradients, self.backward, replies[1])
        return found


def mislisted(name: str, values: Mapping[str, Array | Oddity], expected: int) -> Mislisted | None:
    """The answer that stands for all arrays of a list where it is no list of arrays or has too many; None elsewhere."""
    if name in values:
        value = values[name]
        return Mislisted(name, value if isinstance(value, Oddity) else value.shape, expected)
    count = sum(label.startswith(f"{name}[") for label in values)
    return Mislisted(name, count, expected) if count > expected else None


def pair(layer: Layer, forward: Function, backward: Function | None) -> Pair:
    """The plan, if the functions fit each other."""
    for function in (forward, backward):
        if function is not None:
            named_results(function, layer)
    found = Pair(layer, forward, backward)
    for name in found.upstream:
        if name not in found.outputs:
            takes = ", ".join(backward.arguments) if backward else ""
            wants = ", ".join((*(f"d{output}" for output in found.outputs), CACHE))
            what = backward.name if backward else ""
            raise LayerError(f"{layer.file}: {what} takes {takes}, expected some of {wants}")
    return found
