"""Runs an experiment in the runner, value by value and seed by seed, and asks each seed for each conclusion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizdl.bank.bank import Bank
from quizdl.bank.experiments import MEASURE
from quizdl.errors import WRONG, QuizdlError
from quizdl.grading.keys import explain
from quizdl.grading.permission import require_permission
from quizdl.model.experiment import Experiment, Outcome
from quizdl.model.kinds.code import Limits
from quizdl.runner.replies import Failure
from quizdl.runner.session import Call, Generator, Results, Session
from quizdl.variants import derive

if TYPE_CHECKING:
    from quizdl.compare import Array

SECONDS = 300.0
"""For all seeds of an experiment; each is written to take some seconds."""
NAME = "experiment"


class ExperimentError(QuizdlError):
    """An experiment that does not give what it should; the sentence says why."""

    exit_code = WRONG


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out for one value of x and one seed."""

    seed: int
    place: int
    values: Mapping[str, float]


class Laboratory:
    """One worker for one experiment; in a `with` block."""

    def __init__(self, experiment: Experiment, bank: Bank, task: "tuple[Array, Array] | None" = None):
        require_permission(bank)
        self.experiment = experiment
        self.task = task or ()
        self.session = Session(Limits(seconds=SECONDS))
        layers = {name: bank.layer(name).text for name in experiment.layers}
        sources = {**layers, **experiment.shared, NAME: experiment.code}
        for name, source in sources.items():
            reply = self.session.load(name, f"{name}.py", source.encode())
            if isinstance(reply, Failure):
                self.session.close()
                raise ExperimentError(f"the code of {experiment.id if name == NAME else name} {explain(reply)}")

    def __enter__(self) -> "Laboratory":
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def measure(self, seeds: int) -> Iterator[Measured]:
        """Each value as soon as it is there. A seed draws the same for all values of x: they are compared in pairs."""
        places = [(seed, place) for seed in range(seeds) for place in range(len(self.experiment.x.values))]
        calls = [self.call(seed, place) for seed, place in places]
        for (seed, place), reply in zip(places, self.session.stream(NAME, calls), strict=True):
            yield Measured(seed, place, self.numbers(reply, seed, place))

    def call(self, seed: int, place: int) -> Call:
        """One measurement."""
        rng = Generator(derive(seed, self.experiment.id))
        return Call(MEASURE, (self.experiment.x.values[place], rng, *self.task))

    def numbers(self, reply: Results | Failure, seed: int, place: int) -> dict[str, float]:
        """One finite number for each curve."""
        from math import isfinite

        where = f"{self.experiment.id} at {self.experiment.x.label} {self.experiment.x.values[place]}, seed {seed}"
        if isinstance(reply, Failure):
            raise ExperimentError(f"{where}: {MEASURE} {explain(reply)}")
        found: dict[str, float] = {}
        for curve in self.experiment.curves:
            value: Any = reply.values.get(curve.id)
            if getattr(value, "shape", None) != () or not isfinite(value):
                raise ExperimentError(f"{where}: {MEASURE} gives no finite number under `{curve.id}`")
            found[curve.id] = float(value)
        return found

    def outcome(self, measured: list[Measured]) -> Outcome:
        """Everything together, with the support of the conclusions."""
        count, seeds = len(self.experiment.x.values), 1 + max(one.seed for one in measured)
        values = {
            curve.id: tuple(
                tuple(one.values[curve.id] for one in measured[seed * count : (seed + 1) * count])
                for seed in range(seeds)
            )
            for curve in self.experiment.curves
        }
        support = [
            sum(self.holds(conclusion.holds, values, seed) for seed in range(seeds))
            for conclusion in self.experiment.conclusions
        ]
        return Outcome(self.experiment, values, tuple(support))

    def holds(self, expression: str, values: Mapping[str, tuple[tuple[float, ...], ...]], seed: int) -> bool:
        """Whether one seed supports a conclusion."""
        curves = ", ".join(f"array({list(found[seed])})" for found in values.values())
        wrapped = f"(lambda {', '.join(values)}: bool(\n{expression}\n))({curves})"
        reply = self.session.evaluate(NAME, wrapped, {})
        if isinstance(reply, Failure):
            raise ExperimentError(f"`{expression}` {explain(reply)}")
        return bool(reply.values["value"])
