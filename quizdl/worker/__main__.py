"""Start of the worker's side: `python -I -S -B .../quizdl/worker NUMPY_FOLDER SANDBOX_FOLDER server SOCKET` or `alone`.

The two folders and the standard library are searched until numpy and the sandbox are loaded, then the standard
library only: whatever else is installed beside numpy cannot be imported by a submission.
"""

import importlib
import os
import sys


def take_over_pipes() -> tuple[int, int]:
    """Keep stdin and stdout for frames; what the submission prints goes to stderr, what it reads is empty."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, replies


def main() -> None:
    """Load numpy, then serve."""
    numpy_folder, sandbox_folder, mode, *rest = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  pathlib would cost its import here
    searched = [entry for entry in sys.path if os.path.abspath(entry) != here]  # noqa: PTH100  as above
    sys.path[:] = [os.path.dirname(here), *searched, numpy_folder]  # noqa: PTH120  as above
    if sandbox_folder and sandbox_folder != numpy_folder:
        sys.path.append(sandbox_folder)
    sys.argv[:] = [""]
    if mode == "server":
        server = importlib.import_module("worker.server")
        server.run(int(rest[0]), numpy_folder, searched)
    else:
        requests, replies = take_over_pipes()
        serve, confine = importlib.import_module("worker.serve"), importlib.import_module("worker.confine")
        sys.path[:] = searched
        confine.put_limits({name: int(value) for name, _, value in (item.partition("=") for item in rest)})
        serve.serve(requests, replies)


main()
