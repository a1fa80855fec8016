"""A question for code: functions are written, and compared with the reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from quizdl.model.bounds import Bounds
from quizdl.model.question import CONFIG, Question, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a case changes an input drawn by the layer file: value * scale + offset."""

    __pydantic_config__: ClassVar = CONFIG

    scale: float = 1.0
    """Factor."""
    offset: float = 0.0
    """Added after scaling."""
    whole: bool = False
    """Then rounded to whole numbers: ties and zeros occur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One set of inputs for a code question."""

    __pydantic_config__: ClassVar = CONFIG

    name: Text
    """What the learner reads beside each check, such as "an ordinary minibatch"."""
    sizes: Mapping[str, Annotated[int, Bounds(ge=1, le=4096)]]
    """Arguments of the layer file's `inputs`; let them all differ, else a wrong axis passes unseen."""
    options: Mapping[str, bool | int | float | str | tuple[int, ...]] = field(default_factory=dict)
    """Keyword arguments of the forward."""
    steps: Annotated[int, Bounds(ge=2, le=100)] = 10
    """Of an optimizer: how often it is called, each time with another gradient."""
    inputs: Mapping[str, Change] = field(default_factory=dict)
    """Changes to the inputs drawn."""
    weight: Annotated[float, Bounds(gt=0)] = 1.0
    """Share of the points, relative to the other cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a submission may use."""

    __pydantic_config__: ClassVar = CONFIG

    seconds: Annotated[float, Bounds(gt=0, le=600)] = 10.0
    """Wall-clock and CPU time for all cases together."""
    memory_mb: Annotated[int, Bounds(ge=256, le=65536)] = 2048
    """Address space, in MiB; Python with numpy takes about 200 of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Question):
    """Functions are written, and compared with the reference by their outputs and gradients."""

    type: Literal["code"]
    functions: Annotated[tuple[str, ...], Bounds(min_length=1)]
    """Names of functions of the layer file that the learner writes."""
    cases: Annotated[tuple[Case, ...], Bounds(min_length=1)]
    """The inputs to judge them on."""
    weights: Mapping[str, Annotated[float, Bounds(ge=0)]] = field(default_factory=dict)
    """Share of a result (y, dx, ...) in the points of its case, relative to the others; 1 where not named."""
    ladder: tuple[Case, ...] = ()
    """Tiny cases, the smallest first, worth nothing: the first that fails is shown with its numbers, rounded to whole
    ones so that one can follow them by hand."""
    reveal: bool = False
    """Feedback may hold right values of the ladder."""
    repair: str | None = None
    """The starter is the layer with this mistake (layer/name) in it, to be found and mended."""
    limits: Limits = Limits()
    """Time and memory."""
