"""Starts and kills worker processes. The seam for confinement: nothing above knows how a worker starts."""

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

from quizdl.errors import QuizdlError

WORKER = Path(__file__).parent.parent / "worker"
ENVIRONMENT = {
    # With more threads small products get slower and results depend on the machine.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
}
KEEPS = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What an interpreter may need to find its own libraries. Nothing else of our environment reaches a submission."""


def numpy_folder() -> str:
    """The folder that holds numpy, found without importing it."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or spec.origin is None:
        raise QuizdlError("numpy is not installed in the Python that runs quizdl: reinstall quizdl")
    return str(Path(spec.origin).parent.parent)


def launch() -> subprocess.Popen[bytes]:
    """A worker in a session of its own: frames on stdin and stdout, what the submission prints on stderr."""
    if os.name != "posix":
        raise QuizdlError("running code needs Linux or macOS: on Windows start quizdl inside WSL or a Linux container")
    environment = ENVIRONMENT | {name: os.environ[name] for name in KEEPS if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(WORKER), numpy_folder()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd="/",
        start_new_session=True,
        bufsize=0,
    )


def pipes(process: subprocess.Popen[bytes]) -> tuple[int, int, int]:
    """Descriptors of a worker's requests, of its replies and of what it prints."""
    streams = process.stdin, process.stdout, process.stderr
    requests, replies, output = (stream.fileno() for stream in streams if stream is not None)
    return requests, replies, output


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a worker and every process it started in its group, and wait for it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a worker and its group, and close its pipes."""
    kill_group(process)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
