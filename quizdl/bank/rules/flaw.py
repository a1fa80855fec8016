"""What a rule is: it looks at a valid topic file and yields flaws with their place in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from quizdl.bank.schema import MisconceptionFile, TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.layer import Layer, Misconception


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and where in the data."""

    loc: Loc
    what: str


class Sources(Protocol):
    """What a rule may look up in the rest of the bank."""

    def topics(self) -> Mapping[str, Path]:
        """Every topic and its file."""

    def layers(self) -> Mapping[str, Path]:
        """Every layer and its file."""

    def layer(self, name: str) -> Layer:
        """A layer file as read."""

    def misconceptions(self, layer: str) -> Mapping[str, Misconception]:
        """The named mistakes of a layer, by id."""


Rule = Callable[[TopicFile, Path, Sources], Iterator[Flaw]]
MisconceptionRule = Callable[[MisconceptionFile], Iterator[Flaw]]
