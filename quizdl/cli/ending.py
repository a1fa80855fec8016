"""How a command ends that did not succeed: one line on stderr, and an exit code. Loaded when it is needed."""

import os
import sys

import click

from quizdl.errors import MISUSE, QuizdlError
from quizdl.model.printable import printable

STOPPED = 130
"""As shells report Ctrl-C."""


def end(error: BaseException) -> int:
    """Say what was wrong; the exit code."""
    if isinstance(error, click.ClickException):
        error.show()
        return MISUSE
    if isinstance(error, click.Abort | KeyboardInterrupt):
        click.echo("\nstopped; every answer given so far is kept", err=True)
        return STOPPED
    if isinstance(error, BrokenPipeError):  # `quizdl bank list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, QuizdlError):
        said = printable(str(error), keep="\n")  # a file name may hold anything
        click.echo(f"quizdl: {said}" if "\n" not in said else said, err=True)
        return error.exit_code
    if os.environ.get("QUIZDL_DEBUG"):
        raise error
    click.echo(
        f"quizdl: an error inside quizdl ({type(error).__name__}: {error}). Nothing you answered is lost. "
        "Please report it; QUIZDL_DEBUG=1 shows where it happened",
        err=True,
    )
    return MISUSE
