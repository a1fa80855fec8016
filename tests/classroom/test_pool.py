"""Several processes grade; the death of one costs its task one more try, and nobody else anything."""

import os
import signal
from pathlib import Path

import pytest

from quizdl.classroom import pool as pool_module
from quizdl.classroom.grader import Setup, Task
from quizdl.classroom.pool import Processes
from quizdl.errors import QuizdlError


class Deadly:
    """Stands for a grader: some tasks end its process, once or always."""

    def __init__(self, setup):
        self.folder = setup.bank

    def grade(self, task):
        seen = Path(self.folder) / task.student
        died_before = seen.exists()
        seen.touch()
        if task.file == "always" or (task.file == "once" and not died_before):
            os.kill(os.getpid(), signal.SIGKILL)
        return pool_module.Graded(task, trouble=f"graded {task.student}")


def serve(connection, setup):
    """What the processes of these tests run."""
    pool_module.Grader = Deadly
    pool_module_serve(connection, setup)


pool_module_serve = pool_module.serve


def graded(tmp_path, files, jobs=2):
    tasks = (Task(f"s{i}", "a/b", file, "x = 1", "k") for i, file in enumerate(files))
    with Processes(Setup(1, {}, str(tmp_path)), jobs) as processes:
        return {one.task.student: one.trouble for one in processes.run(tasks)}


@pytest.fixture(autouse=True)
def deadly(monkeypatch):
    monkeypatch.setattr(pool_module, "serve", serve)


def test_a_process_that_dies_costs_its_task_one_more_try(tmp_path):
    found = graded(tmp_path, ["fine", "once", "fine", "fine"])
    assert found == {f"s{i}": f"graded s{i}" for i in range(4)}


def test_a_task_that_ends_two_processes_is_given_up_and_the_others_are_graded(tmp_path):
    found = graded(tmp_path, ["fine", "fine", "always", "fine"])
    assert found.pop("s2") == "the process that graded it ended 2 times: is there enough memory?"
    assert found == {f"s{i}": f"graded s{i}" for i in (0, 1, 3)}


def test_processes_that_cannot_even_start_end_the_run(tmp_path):
    with pytest.raises(QuizdlError) as error:
        graded(tmp_path, ["always"] * 9, jobs=1)
    expected = "the processes that grade end as soon as they start: is there enough memory? Try --jobs 1"
    assert str(error.value) == expected
