"""Where workers are not forked, one that cannot be started stops quizdl with a sentence that says why."""

import importlib.util
import os
import types

import pytest

from quizdl.errors import MISUSE, QuizdlError
from quizdl.model.kinds.code import Limits
from quizdl.runner import launch, session
from quizdl.runner.replies import Failure, Reason
from quizdl.runner.session import Session
from tests.runner.conftest import call, load, value
from tests.runner.processes import open_descriptors


@pytest.fixture(autouse=True)
def fresh_processes(monkeypatch):
    """As on macOS: every worker is a new interpreter."""
    monkeypatch.setattr(launch, "FORKS", False)


def assert_does_not_start(sentence):
    """Asking a new session for anything raises the sentence, and leaves nothing open."""
    before = open_descriptors()
    with pytest.raises(QuizdlError) as error, Session() as running:
        load(running, "pass")
    assert (str(error.value), error.value.exit_code) == (sentence, MISUSE)
    assert open_descriptors() == before


def test_the_last_line_that_it_printed_says_why(worker):
    worker("raise ImportError('numpy is broken')")
    assert_does_not_start(
        "the process that runs the code did not start (ImportError: numpy is broken): reinstall quizdl"
    )


@pytest.mark.parametrize(
    "code",
    [
        "",
        "import os; os.write(1, b'something else entirely')",
        "import os; os.write(1, b'\\x10' + b'\\0' * 11 + b'{\"ready\": false}')",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ],
    ids=["nothing", "garbage", "not-ready", "killed"],
)
def test_a_worker_that_says_nothing_gives_no_reply(worker, code):
    worker(code)
    assert_does_not_start("the process that runs the code did not start (no reply): reinstall quizdl")


def test_a_worker_that_hangs_at_its_start_is_given_up(worker, monkeypatch):
    monkeypatch.setattr(session, "START_SECONDS", 0.1)
    worker("import time; time.sleep(1000)")
    assert_does_not_start("the process that runs the code did not start (no reply): reinstall quizdl")


def test_the_start_does_not_count_against_the_time_of_a_submission(worker):
    real = launch.WORKER
    worker(f"import runpy, time; time.sleep(0.6); runpy.run_path({str(real)!r}, run_name='__main__')")
    with Session(Limits(seconds=0.5)) as slow:
        load(slow, "def f():\n    return 1")
        assert value(slow, "f") == 1


def test_a_machine_that_starts_no_process_says_why(monkeypatch):
    def refuse(*arguments, **options):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(launch.subprocess, "Popen", refuse)
    assert_does_not_start("could not start a Python process to run the code: Resource temporarily unavailable")


def test_a_missing_numpy_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert_does_not_start("numpy is not installed in the Python that runs quizdl: reinstall quizdl")


def test_windows_is_sent_to_wsl(monkeypatch):
    monkeypatch.setattr(launch, "os", types.SimpleNamespace(name="nt", environ=os.environ))
    assert_does_not_start("running code needs Linux or macOS: on Windows start quizdl inside WSL or a Linux container")


def test_a_fresh_process_runs_a_source_within_its_limits():
    with Session(Limits(seconds=0.5)) as running:
        load(running, "def f(x):\n    return 2 * x\ndef hang():\n    while True: pass")
        assert value(running, "f", 21) == 42
        assert call(running, "hang") == Failure(Reason.TIMED_OUT)
