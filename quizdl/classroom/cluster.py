"""Grades on an existing Dask cluster: small chunks, few of them under way at a time, results as they come.

A worker that is lost costs its chunks, which the scheduler gives to others. A chunk that was lost several times is
taken apart, so that one submission that brings machines down does not take its neighbors with it.
"""

import dataclasses
import functools
import importlib
import logging
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from quizdl.classroom.grader import Graded, Grader, Setup, Task
from quizdl.errors import QuizdlError
from quizdl.version import __version__

CHUNK = 8
AHEAD = 2
"""Chunks under way for each thread of the cluster: one works, one waits beside it."""
WAIT_SECONDS = 5
LOGS = ("distributed", *(f"distributed.{part}" for part in ("client", "comm", "core", "utils")), "tornado", "asyncio")
MOST_BANK = 32 * 2**20
Files = tuple[tuple[str, bytes], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Shipped:
    """A setup for machines that do not have the instructor's folders."""

    setup: Setup
    bank: Files
    accept: bool

    def __hash__(self) -> int:
        return hash((self.setup.seed, self.setup.version, self.bank, self.accept))


class Cluster:
    """A Dask cluster that somebody runs; use it in a `with` block."""

    def __init__(self, address: str, setup: Setup, accept: bool):
        try:
            self.distributed: Any = importlib.import_module("distributed")
        except ImportError:
            raise QuizdlError("--cluster needs Dask: pip install 'quizdl[cluster]'") from None
        for name in LOGS:  # a lost worker is no event for the instructor, and a lost cluster is told in a sentence
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self.address = address
        self.shipped = Shipped(dataclasses.replace(setup, bank=None), packed(setup.bank), accept)
        try:
            self.client = self.distributed.Client(address, timeout=WAIT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise QuizdlError(
                f"there is no Dask scheduler at {address} ({error}): start one with `dask scheduler`"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.close()

    def width(self) -> int:
        """How many chunks may be under way; a cluster grows and shrinks."""
        threads: int = sum(self.client.nthreads().values())
        return AHEAD * max(1, threads)

    def run(self, tasks: Iterator[Task]) -> Iterator[Graded]:
        """Results as they come. Everything under way is held here, so that a lost chunk can be sent again."""
        try:
            self.client.wait_for_workers(1, timeout=WAIT_SECONDS)
        except TimeoutError:
            raise QuizdlError(f"the cluster at {self.address} has no workers: start some with `dask worker`") from None
        chunks: dict[Any, list[Task]] = {}
        coming = self.distributed.as_completed(loop=self.client.loop)
        try:
            while self.fill(tasks, chunks, coming):
                future = next(coming)
                yield from self.take(future, chunks.pop(future), chunks, coming)
        except (OSError, self.distributed.CancelledError, TimeoutError) as error:
            raise QuizdlError(
                f"the cluster at {self.address} is gone. What was graded is safe: "
                "the same command goes on where this one was"
            ) from error
        finally:
            self.client.cancel(list(chunks))

    def fill(self, tasks: Iterator[Task], chunks: dict[Any, list[Task]], coming: Any) -> bool:
        """Send chunks up to the limit; whether anything is under way."""
        while len(chunks) < self.width() and (chunk := list(islice(tasks, CHUNK))):
            self.send(chunk, chunks, coming)
        return bool(chunks)

    def send(self, chunk: list[Task], chunks: dict[Any, list[Task]], coming: Any) -> None:
        """One chunk on its way."""
        future = self.client.submit(grade_chunk, self.shipped, chunk, pure=False)
        chunks[future] = chunk
        coming.add(future)

    def take(self, future: Any, chunk: list[Task], chunks: dict[Any, list[Task]], coming: Any) -> list[Graded]:
        """What a chunk gave; what was lost too often is sent again one by one, and then given up."""
        error = future.exception()
        if error is None:
            found: list[Graded] = future.result()
            return found
        if isinstance(error, self.distributed.KilledWorker):
            if len(chunk) == 1:
                trouble = "each worker of the cluster that graded it was lost: is there enough memory?"
                return [Graded(chunk[0], trouble=trouble)]
            for task in chunk:
                self.send([task], chunks, coming)
            return []
        if isinstance(error, QuizdlError):
            raise error
        if isinstance(error, ImportError | AttributeError | TypeError):
            raise QuizdlError(
                f"the workers of {self.address} cannot run quizdl ({error}): install quizdl {__version__} there"
            )
        return [Graded(task, trouble=f"the cluster says {type(error).__name__}: {error}") for task in chunk]


def packed(bank: str | None) -> Files:
    """The files of the instructor's own bank: other machines do not have its folder."""
    from quizdl.bank.folders import Folders

    if bank is None:
        return ()
    root = Path(bank).resolve()
    files = tuple((str(path.relative_to(root)), path.read_bytes()) for path in Folders((root,)).files())
    size = sum(len(content) for _, content in files)
    if size > MOST_BANK:
        raise QuizdlError(f"{bank} has {size / 2**20:.0f} MiB of questions, at most {MOST_BANK // 2**20} are sent")
    return files


def grade_chunk(shipped: Shipped, tasks: list[Task]) -> list[Graded]:
    """What a worker of the cluster does."""
    grader = grader_for(shipped)
    return [grader.grade(task) for task in tasks]


@functools.lru_cache(maxsize=2)  # a setup comes with every chunk, its expected values are computed once
def grader_for(shipped: Shipped) -> Grader:
    """The grader of this worker for a run."""
    from quizdl.classroom.run import require_confinement

    if shipped.setup.version != __version__:
        raise QuizdlError(
            f"a worker of the cluster has quizdl {__version__}, this is {shipped.setup.version}: install the same there"
        )
    require_confinement(shipped.accept)
    if not shipped.bank:
        return Grader(shipped.setup)
    folder = tempfile.mkdtemp(prefix="quizdl-bank-")  # read as long as this worker lives
    for name, content in shipped.bank:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Grader(dataclasses.replace(shipped.setup, bank=folder))
