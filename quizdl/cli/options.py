"""Options that several commands share."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from datetime import datetime

Command = Callable[..., Any]
WIDEST_BAR, NARROWEST_BAR = 36, 4


class FilePath(click.Path):
    """A path as a pathlib.Path. `pathlib` is imported when there is one: `--help` does without."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


class Day(click.DateTime):
    """A day to come, at its beginning here."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "datetime":
        """The day."""
        from contextlib import suppress
        from datetime import datetime

        day = None
        with suppress(ValueError):
            day = datetime.strptime(value, "%Y-%m-%d").astimezone()
        if day is None:
            wanted = "year-month-day, such as 2026-11-24"
            with suppress(ValueError):
                wanted = f"{datetime.strptime(value, '%d.%m.%Y'):%Y-%m-%d}"
            self.fail(f"`{value}`: write {wanted}", param, ctx)
        if day <= datetime.now().astimezone():
            self.fail(f"`{value}` is not after today: name a day to come", param, ctx)
        return day


def bank_option(command: Command) -> Command:
    """--bank: a folder of question files of one's own."""
    return click.option(
        "--bank", metavar="DIR", envvar="QUIZDL_BANK", help="Folder of your own question files (or set QUIZDL_BANK)."
    )(command)


def exam_option(command: Command) -> Command:
    """--exam: a day before which everything is asked again."""
    return click.option("--exam", type=Day(["%Y-%m-%d"]), metavar="DATE", help="Ask everything again before this day.")(
        command
    )


def plain_option(command: Command) -> Command:
    """--plain: text without color or pauses."""
    return click.option("--plain", is_flag=True, help="Plain text, for scripts and screen readers; default in a pipe.")(
        command
    )


def colored(plain: bool = False) -> bool:
    """Whether to use color: only in a terminal, and not where somebody asked for none."""
    return not (plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb") and sys.stdout.isatty()


def bar_beside(words: int) -> dict[str, Any]:
    """How click.progressbar has to draw for this many columns of words: no bar, or nothing, where there is no room."""
    from quizdl.show.text import screen

    room = min(WIDEST_BAR, screen() - words - len("  []  ") - 1)
    drawn = "%(label)s  [%(bar)s]  %(info)s" if room >= NARROWEST_BAR else "%(label)s  %(info)s"
    return {"width": max(1, room), "bar_template": drawn, "hidden": screen() <= words}
