"""Start of the worker: `python -I -S -B .../quizdl/worker FOLDER_OF_NUMPY`.

Only FOLDER_OF_NUMPY and the standard library are searched, and that folder only until numpy is loaded: whatever else
is installed beside numpy cannot be imported by a submission.
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
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    return requests, replies


def main() -> None:
    """Load numpy, then serve requests until the pipe is closed."""
    numpy_folder = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  pathlib would cost its import here
    requests, replies = take_over_pipes()
    searched = [entry for entry in sys.path if os.path.abspath(entry) != here]  # noqa: PTH100  as above
    sys.path[:] = [os.path.dirname(here), *searched, numpy_folder]  # noqa: PTH120  as above
    serve = importlib.import_module("worker.serve")
    sys.path[:] = searched
    sys.argv[:] = [""]
    serve.serve(requests, replies)


main()
