"""A class on a Dask cluster: a real scheduler, real workers, one of them killed in the middle."""

import importlib.util
import socket
import subprocess
import sys
import time
from typing import NamedTuple

import pytest

from tests.classroom.conftest import RIGHT
from tests.classroom.test_commands import command, grading, of_class, results, start, wait_for

HERE = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is not installed: pip install -e '.[cluster]'"
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def dask(program, *arguments):
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments, "--no-dashboard"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Scheduler(NamedTuple):
    """A running scheduler."""

    address: str
    process: subprocess.Popen


@pytest.fixture
def scheduler():
    """The address of a scheduler without workers."""
    port = free_port()
    process = dask("scheduler", "--host", "127.0.0.1", "--port", str(port))
    deadline = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield Scheduler(f"tcp://127.0.0.1:{port}", process)
    process.kill()
    process.wait()


@pytest.fixture
def workers(scheduler):
    """Two worker processes of one thread each."""
    found = [dask("worker", scheduler.address, "--no-nanny", "--nthreads", "1") for _ in range(2)]
    yield found
    for process in found:
        process.kill()
        process.wait()


@HERE
def test_a_worker_that_is_killed_in_the_middle_costs_nothing(scheduler, workers, tmp_path):
    slow = RIGHT.replace("    return", "    import time; time.sleep(0.05)\n    return")
    root, out = of_class(tmp_path, 50, slow), tmp_path / "out"
    with start(*grading(root, out, "--cluster", scheduler.address)) as process:
        wait_for(out, 8)
        workers[0].kill()
        at_the_kill = len(results(out))
        _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert at_the_kill < 50
    lines = (out / "grades.csv").read_text().splitlines()[1:]
    assert lines == [f"s{i:02},10,10,10,,right," for i in range(50)]
    assert len(results(out)) == 50


@HERE
def test_a_cluster_that_is_lost_in_the_middle_is_a_sentence_and_what_was_graded_is_safe(scheduler, workers, tmp_path):
    slow = RIGHT.replace("    return", "    import time; time.sleep(0.1)\n    return")
    root, out = of_class(tmp_path, 50, slow), tmp_path / "out"
    with start(*grading(root, out, "--cluster", scheduler.address)) as process:
        wait_for(out, 8)
        scheduler.process.kill()
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err == (
        f"quizdl: the cluster at {scheduler.address} is gone. What was graded is safe: "
        "the same command goes on where this one was\n"
    )
    kept = len(results(out))
    code, printed, _ = command(*grading(root, out, "--jobs", 2))
    assert code == 0
    assert f"went on with a run that was stopped: {50 - kept} graded, {kept} kept" in " ".join(printed.split())


@HERE
def test_a_scheduler_that_is_not_there_is_a_sentence(folder, out):
    code, _, err = command(*grading(folder, out, "--cluster", f"tcp://127.0.0.1:{free_port()}"))
    assert code == 2
    assert err.startswith("quizdl: there is no Dask scheduler at tcp://127.0.0.1:")
    assert err.endswith("start one with `dask scheduler`\n")
    assert err.count("\n") == 1


@HERE
def test_a_cluster_without_workers_is_a_sentence(scheduler, folder, out):
    code, _, err = command(*grading(folder, out, "--cluster", scheduler.address))
    expected = f"quizdl: the cluster at {scheduler.address} has no workers: start some with `dask worker`\n"
    assert (code, err) == (2, expected)


def test_a_machine_without_dask_is_told_what_to_install(monkeypatch):
    from quizdl.classroom.cluster import Cluster
    from quizdl.classroom.grader import Setup
    from quizdl.errors import QuizdlError

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(QuizdlError) as error:
        Cluster("tcp://127.0.0.1:1", Setup(1, {}), accept=True)
    assert str(error.value) == "--cluster needs Dask: pip install 'quizdl[cluster]'"
