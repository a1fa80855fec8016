"""Options that several commands share."""

import os
import sys
from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]


class FilePath(click.Path):
    """A path as a pathlib.Path. `pathlib` is imported when there is one: `--help` does without."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


def bank_option(command: Command) -> Command:
    """--bank: a folder of question files of one's own."""
    return click.option(
        "--bank", metavar="DIR", envvar="QUIZDL_BANK", help="Folder of your own question files (or set QUIZDL_BANK)."
    )(command)


def plain_option(command: Command) -> Command:
    """--plain: text without color or pauses."""
    return click.option("--plain", is_flag=True, help="Plain text, for scripts and screen readers; default in a pipe.")(
        command
    )


def colored(plain: bool = False) -> bool:
    """Whether to use color: only in a terminal, and not where somebody asked for none."""
    return not (plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb") and sys.stdout.isatty()
