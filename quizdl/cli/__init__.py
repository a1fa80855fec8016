"""The command line: each command parses, calls one function and shows what it gave. Errors end here, in one line."""

import contextlib
import io
import os
import sys


def run() -> None:
    """Entry point of `quizdl`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows ? for a check mark
    if sys.argv[1:2] == ["submit"]:
        start_early()
    import click

    from quizdl.cli.main import main
    from quizdl.errors import MISUSE, QuizdlError
    from quizdl.model.printable import printable

    try:
        code = main.main(prog_name="quizdl", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = MISUSE
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nstopped; every answer given so far is kept", err=True)
        code = 130
    except QuizdlError as error:
        said = printable(str(error), keep="\n")  # a file name may hold anything
        click.echo(f"quizdl: {said}" if "\n" not in said else said, err=True)
        code = error.exit_code
    except BrokenPipeError:  # `quizdl bank list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if os.environ.get("QUIZDL_DEBUG"):
            raise
        click.echo(
            f"quizdl: an error inside quizdl ({type(error).__name__}: {error}). Nothing you answered is lost. "
            "Please report it; QUIZDL_DEBUG=1 shows where it happened",
            err=True,
        )
        code = MISUSE
    sys.exit(code if isinstance(code, int) else 0)


def start_early() -> None:
    """Let the worker's side load numpy while this one loads click and the bank: half of the time of `submit`."""
    from quizdl.errors import QuizdlError
    from quizdl.runner.launch import warm_up

    with contextlib.suppress(QuizdlError):  # said again, with words, when the worker is needed
        warm_up()
