"""An experiment: small trainings or computations on the reference layers, and what they show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Text

Task = Literal["digits", "synthetic"]
"""Real images (the 8x8 digits of scikit-learn), or clusters of the same size that are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What is varied."""

    __pydantic_config__: ClassVar = CONFIG

    label: Text
    """Its name."""
    values: Annotated[tuple[int | float | str, ...], Bounds(min_length=1, max_length=20)]
    """Numbers, or names of what is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One line of the plot."""

    __pydantic_config__: ClassVar = CONFIG

    id: Text
    """Its name in the code and in conclusions."""
    label: Text
    """Its name for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """A statement, and the condition under which a seed supports it."""

    __pydantic_config__: ClassVar = CONFIG

    says: Text
    """What is concluded."""
    holds: Text
    """An expression over the curves, each an array over the values of x, for one seed; runs in the runner only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """What is measured, for whom it is evidence, and for whom not."""

    id: str
    title: str
    asks: str
    layers: tuple[str, ...]
    shared: Mapping[str, str]
    """Name -> code of what it shares with other experiments."""
    x: Scale
    y: str
    curves: tuple[Curve, ...]
    log: bool
    tasks: bool
    """Whether it learns a task; then `measure` takes its inputs and targets, too."""
    seeds: int
    conclusions: tuple[Conclusion, ...]
    does_not_show: str
    source: str
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that came out."""

    experiment: Experiment
    values: Mapping[str, tuple[tuple[float, ...], ...]]
    """Curve -> for each seed, a number for each value of x."""
    support: tuple[int, ...]
    """For each conclusion, how many seeds support it."""

    @property
    def seeds(self) -> int:
        """How many there were."""
        return len(next(iter(self.values.values())))
