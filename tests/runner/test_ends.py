"""A session ends in time, says why it cannot go on, believes no forged reply, and leaves nothing behind."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from quizdl.model.kinds.code import Limits
from quizdl.runner import channel
from quizdl.runner.replies import Failure, Reason
from quizdl.runner.session import Session
from tests.runner.conftest import call, load, value
from tests.runner.processes import assert_gone, open_descriptors

# Time


FORGE = """
    import json, os, struct
    def forge(header, payload=b''):
        text = json.dumps(header).encode()
        for pipe in range(3, 64):
            try:
                os.write(pipe, struct.pack('<IQ', len(text), len(payload)) + text + payload)
            except OSError:
                pass
    def f(x):
        forge(FORGED)
        return x
"""


def test_a_call_that_takes_too_long_is_ended(hurried):
    load(hurried, "def f():\n    while True: pass")
    begun = time.monotonic()
    assert call(hurried, "f") == Failure(Reason.TIMED_OUT)
    assert 0.3 < time.monotonic() - begun < 2
    assert_gone(hurried.channel.worker.pid)


def test_the_time_of_all_calls_counts_together(hurried):
    load(hurried, "import time\ndef f():\n    time.sleep(0.3)\n    return 1")
    assert value(hurried, "f") == 1
    assert call(hurried, "f") == Failure(Reason.TIMED_OUT)


def test_time_between_the_calls_does_not_count(hurried):
    load(hurried, "def f():\n    return 1")
    time.sleep(0.6)
    assert value(hurried, "f") == 1


def test_limits_can_be_set_until_the_first_source_is_loaded(session):
    session.allow(Limits(seconds=0.3, memory_mb=400))
    code = """
        import resource
        limits = [resource.getrlimit(resource.RLIMIT_AS)[0] / 2**20, resource.getrlimit(resource.RLIMIT_CPU)[0]]
        def f():
            return limits
        def loop():
            while True: pass
    """
    load(session, code)
    memory, cpu = value(session, "f")
    assert memory == 400
    assert 3 <= cpu <= 10
    assert call(session, "loop") == Failure(Reason.TIMED_OUT)


def test_cpu_time_that_is_used_up_is_a_timeout_too(session):
    session.cpu_seconds = 0  # becomes 1 when the time of the start is added
    load(session, "def f():\n    while True: pass")
    assert call(session, "f") == Failure(Reason.TIMED_OUT)
    assert session.remaining > 2


def test_a_worker_that_does_not_read_is_a_timeout_too(hurried):
    code = (
        FORGE.replace("FORGED", "{'id': 2, 'outputs': []}") + "    def g(x):\n        f(x)\n        time.sleep(1000)\n"
    )
    load(hurried, "    import time\n" + code)
    assert call(hurried, "g", 1.0).values == {}
    assert call(hurried, "g", np.ones((1000, 1000))) == Failure(Reason.TIMED_OUT)


def test_a_session_that_is_over_gives_the_same_reason_and_asks_nothing(session):
    load(session, "def f():\n    import os; os._exit(7)")
    first = call(session, "f")
    asked = session.number
    assert session.over is first
    assert (call(session, "f"), load(session, "pass")) == (first, first)
    assert session.number == asked


# The end of a process


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("os._exit(0)", "exit status 0"),
        ("os._exit(7)", "exit status 7"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
        ("os.kill(os.getpid(), 40)", "signal 40"),
    ],
)
def test_a_process_that_ends_says_how(session, code, how):
    assert load(session, f"import os, signal\n{code}") == Failure(Reason.ENDED, message=how)


def test_a_process_that_closes_its_pipe_and_lives_on_is_garbled(session, monkeypatch):
    monkeypatch.setattr(channel, "LAST_MOMENT", 0.1)
    code = "import os, time\nos.closerange(3, 64)\ntime.sleep(1000)"
    assert load(session, code) == Failure(Reason.GARBLED, message="it closed the pipe of its replies")
    assert_gone(session.channel.worker.pid)


@pytest.mark.parametrize(
    ("forged", "says"),
    [
        ({"outputs": []}, "a reply to another request"),
        ({"id": 1, "outputs": []}, "a reply to another request"),
        ({"id": 2, "outputs": 5}, "no list of outputs"),
        ({"id": 2, "outputs": [], "count": -1}, "a count that is not a number"),
        ({"id": 2, "error": "no"}, "an error that is not an object"),
        ([], "a header that is not an object"),
    ],
)
def test_a_forged_reply_ends_the_session(session, forged, says):
    load(session, FORGE.replace("FORGED", repr(forged)))
    assert call(session, "f", 1.0) == Failure(Reason.GARBLED, message=says)
    assert session.over.message == says


def test_a_forged_reply_to_a_source_ends_the_session(session):
    code = FORGE + "    forge({'id': 1, 'functions': 5})\n"
    assert load(session, code) == Failure(Reason.GARBLED, message="no list of functions")


# What is left behind


CHILDREN = """
    import os, subprocess, sys, time
    forked = os.fork()
    if not forked:
        time.sleep(1000)
    def children():
        return [forked, subprocess.Popen(['sleep', '1000']).pid]
    def loop():
        while True: pass
"""


def test_the_end_of_a_session_ends_the_whole_group(fresh):
    session = fresh()
    load(session, CHILDREN)
    children = [int(child) for child in value(session, "children")]
    session.close()
    for child in children:
        assert_gone(child)


def test_a_timeout_ends_the_whole_group(fresh):
    hurried = fresh(Limits(seconds=0.5))
    load(hurried, CHILDREN)
    children = [int(child) for child in value(hurried, "children")]
    assert call(hurried, "loop") == Failure(Reason.TIMED_OUT)
    for child in children:
        assert_gone(child)


def test_a_worker_that_ends_leaves_no_child(fresh):
    session = fresh()
    load(session, CHILDREN + "    import os\n    def leave():\n        os._exit(0)\n")
    children = [int(child) for child in value(session, "children")]
    assert call(session, "leave").reason is Reason.ENDED
    for child in children:
        assert_gone(child)


def test_thirty_sessions_leave_no_process_and_no_descriptor():
    before = open_descriptors()
    processes = []
    for number in range(30):
        with Session(Limits(seconds=0.3)) as running:
            processes.append(running.channel.worker.pid)
            if number % 5 == 0:
                load(running, "print('x')" if number % 10 else "import os\nos._exit(1)")
    for process in processes:
        with pytest.raises(ProcessLookupError):  # a zombie would still be found
            os.kill(process, 0)
    assert open_descriptors() == before


def test_nothing_is_written_anywhere(session, tmp_path):
    file = tmp_path / "file"
    file.touch()
    assert load(session, f"with open({str(file)!r}, 'a') as file:\n    file.write('x')").type == "PermissionError"
    assert Path(file).read_bytes() == b""
