"""The command line: each command parses, calls one function and shows what it gave. Errors end here, in one line."""

import contextlib
import io
import sys


def run() -> None:
    """Entry point of `quizdl`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows ? for a check mark
    if sys.argv[1:2] == ["submit"]:
        start_early()
    from quizdl.cli.main import main

    try:
        code = main.main(prog_name="quizdl", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        from quizdl.cli.ending import end

        code = end(error)
    sys.exit(code if isinstance(code, int) else 0)


def start_early() -> None:
    """Let the worker's side load numpy while this one loads click and the bank: half of the time of `submit`."""
    from quizdl.errors import QuizdlError
    from quizdl.runner.launch import warm_up

    with contextlib.suppress(QuizdlError):  # said again, with words, when the worker is needed
        warm_up()
