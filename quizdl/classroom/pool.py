"""Grades in several processes of this machine.

Not with concurrent.futures: there the death of one process breaks the whole pool and every task in it. Here each
process has a pipe and one task at a time, so that a death costs one task, which is given to another process once.
What goes through the pipes is pickled: it is quizdl's own on both sides, never a student's.
"""

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Protocol, Self

from quizdl.classroom.grader import Graded, Grader, Setup, Task
from quizdl.errors import QuizdlError

MOST_DEATHS = 2
"""Of processes with the same task, before it is given up."""
LAST_MOMENT = 5.0
"""Seconds for a process to end its submission's worker when it is asked to stop."""


class Pool(Protocol):
    """Something that grades."""

    def run(self, tasks: Iterator[Task]) -> Iterator[Graded]:
        """Results as they come, in any order; tasks are taken only as they are needed."""


class Here:
    """This process alone."""

    def __init__(self, setup: Setup):
        self.grader = Grader(setup)

    def run(self, tasks: Iterator[Task]) -> Iterator[Graded]:
        """One after the other."""
        for task in tasks:
            yield self.grader.grade(task)


class Processes:
    """Several processes; use it in a `with` block, whose end stops them all."""

    def __init__(self, setup: Setup, jobs: int):
        self.setup = setup
        self.jobs = jobs
        self.context = multiprocessing.get_context("spawn")  # a fork would inherit locks and descriptors
        self.processes: dict[Connection, SpawnProcess] = {}
        self.deaths: dict[tuple[str, str], int] = {}
        self.succeeded = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for connection, process in self.processes.items():
            if error is not None:
                process.terminate()
            connection.close()
        for process in self.processes.values():
            process.join(LAST_MOMENT)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

    def start(self) -> Connection:
        """One more process."""
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=serve, args=(theirs, self.setup), daemon=True)
        process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        self.processes[ours] = process
        return ours

    def run(self, tasks: Iterator[Task]) -> Iterator[Graded]:
        """One task for each process at a time; the next one is read while they work."""
        busy: dict[Connection, Task] = {}
        again: list[Task] = []
        following = next(tasks, None)
        while busy or again or following is not None:
            while len(busy) < self.jobs and (again or following is not None):
                idle = next((one for one in self.processes if one not in busy), None) or self.start()
                if again:
                    task = again.pop()
                else:
                    assert following is not None  # noqa: S101  for the type checker
                    task, following = following, None
                busy[idle] = task
                with contextlib.suppress(OSError):  # it has died: noticed below, where it is read from
                    idle.send(task)
                if following is None:
                    following = next(tasks, None)
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)  # noqa: S101  for the type checker
                graded = self.take(ready, busy.pop(ready))
                if graded is None:
                    again.append(self.last)
                else:
                    yield graded

    def take(self, connection: Connection, task: Task) -> Graded | None:
        """What a process has found; None where it died and the task is to be tried again."""
        with contextlib.suppress(EOFError, OSError):
            graded = connection.recv()
            assert isinstance(graded, Graded)  # noqa: S101  for the type checker
            self.succeeded = True
            return graded
        self.bury(connection)
        self.last = task
        count = self.deaths[task.student, task.question] = self.deaths.get((task.student, task.question), 0) + 1
        if not self.succeeded and sum(self.deaths.values()) >= MOST_DEATHS * self.jobs:
            raise QuizdlError(
                "the processes that grade end as soon as they start: is there enough memory? Try --jobs 1"
            )
        if count < MOST_DEATHS:
            return None
        return Graded(task, trouble=f"the process that graded it ended {count} times: is there enough memory?")

    def bury(self, connection: Connection) -> None:
        """Let go of a process that has ended."""
        connection.close()
        process = self.processes.pop(connection)
        process.join(LAST_MOMENT)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def serve(connection: Connection, setup: Setup) -> None:
    """The life of one process: it ends when the pipe does, or when it is told to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the one who started us decides
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # leaves `with Session()`, which kills the submission
    grader = Grader(setup)
    while True:
        try:
            connection.send(grader.grade(connection.recv()))
        except (EOFError, OSError):
            return
