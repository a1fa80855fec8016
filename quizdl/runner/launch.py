"""Starts and ends workers: on Linux, confined children of one server that has numpy loaded; elsewhere, fresh processes.

The seam for confinement: nothing above knows how a worker starts.
"""

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

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

FORKS = sys.platform == "linux"
"""Whether workers are forked: elsewhere a process that holds numpy cannot be forked safely."""

Limits = Mapping[str, int]
"""Names of resource limits, such as RLIMIT_CPU in seconds -> their values."""


class Worker(Protocol):
    """A process that runs one source, with the descriptors of its three pipes."""

    requests: int
    replies: int
    output: int

    def status(self) -> int | None:
        """The exit status of the process, negative for a signal; None while it runs."""

    def end(self) -> None:
        """Kill the process with its group, and wait for it."""

    def close(self) -> None:
        """End it, and close the pipes."""


def launch(limits: Limits) -> Worker:
    """A worker with nothing but its pipes."""
    if os.name != "posix":
        raise QuizdlError("running code needs Linux or macOS: on Windows start quizdl inside WSL or a Linux container")
    if FORKS:
        from quizdl.runner.server import fork

        return fork(limits)
    return FreshProcess(limits)


def warm_up() -> None:
    """Let the server load numpy while we do something else."""
    if FORKS:
        from quizdl.runner.server import server

        server()


def command(*arguments: str) -> list[str]:
    """Starts the worker's side by path, in an interpreter that sees the standard library only."""
    return [sys.executable, "-I", "-S", "-B", str(WORKER), *folders(), *arguments]


def environment() -> dict[str, str]:
    """All that a worker gets to see of ours."""
    return ENVIRONMENT | {name: os.environ[name] for name in KEEPS if name in os.environ}


def folders() -> tuple[str, str]:
    """The folder that holds numpy, and the one that holds the libraries of the sandbox; found without importing."""
    found = []
    for name in ("numpy", "landlockpy"):
        spec = importlib.util.find_spec(name)
        found.append(str(Path(spec.origin).parent.parent) if spec is not None and spec.origin else "")
    if not found[0]:
        raise QuizdlError("numpy is not installed in the Python that runs quizdl: reinstall quizdl")
    return found[0], found[1]


class FreshProcess:
    """A worker where there is no server: a new interpreter each time, without confinement but for its limits."""

    def __init__(self, limits: Limits):
        self.process = subprocess.Popen(
            command("alone", *(f"{name}={value}" for name, value in limits.items())),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
        streams = self.process.stdin, self.process.stdout, self.process.stderr
        self.requests, self.replies, self.output = (stream.fileno() for stream in streams if stream is not None)

    def status(self) -> int | None:
        """Exit status, None while it runs."""
        return self.process.poll()

    def end(self) -> None:
        """Kill the process with its group, and wait for it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """End it, and close the pipes."""
        self.end()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
