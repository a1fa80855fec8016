"""What a machine offers, for people."""

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import click

from quizdl.show.text import wrap


class Layer(Protocol):
    """A layer of the sandbox that was tried."""

    @property
    def layer(self) -> str:
        """Its name."""

    @property
    def purpose(self) -> str:
        """What it is for."""

    @property
    def holds(self) -> bool:
        """Whether it does."""

    @property
    def why(self) -> str:
        """What was seen."""


def facts(folders: Mapping[str, Path]) -> str:
    """Versions and places."""
    lines = [
        f"quizdl {version('quizdl')}, Python {platform.python_version()}, numpy {version('numpy')}",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
    ]
    return "\n".join([*lines, *(f"{name}: {folder}" for name, folder in folders.items()), ""])


def layers(found: Sequence[Layer]) -> str:
    """One line for each layer, and what follows from all of them."""
    lines = []
    for proof in found:
        sign, color = ("✓", "green") if proof.holds else ("✗", "red")
        text = f"{proof.layer}: {proof.purpose} ({'on' if proof.holds else 'OFF'}; {proof.why})"
        lines.append(wrap(text, f"  {sign} ", "    ").replace(sign, click.style(sign, fg=color), 1))
    whole = all(proof.holds for proof in found)
    closing = (
        "The sandbox is complete: submissions of people you do not know can be graded."
        if whole
        else "The sandbox has gaps: grade only code that you would run yourself."
    )
    return "\n".join([*lines, closing])
