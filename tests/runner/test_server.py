"""One server forks all workers of a process, and knows nothing of what they run."""

import os
import signal
import sys

import pytest

from quizdl.errors import QuizdlError
from quizdl.model.kinds.code import Limits
from quizdl.runner import launch, server
from quizdl.runner.replies import Failure, Reason
from quizdl.runner.session import Session
from tests.runner.conftest import load, value
from tests.runner.processes import assert_gone, open_descriptors

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")


@pytest.fixture
def own_server(monkeypatch):
    """A server of the test's own, which it may break."""
    monkeypatch.setattr(server, "servers", {})
    yield server
    for running in list(server.servers.values()):
        running.close()


def test_all_sessions_of_a_process_share_one_server():
    with Session() as one, Session() as other:
        assert one.channel.worker.server is other.channel.worker.server is server.server()
        assert one.channel.worker.pid != other.channel.worker.pid


def test_a_worker_sees_no_descriptor_of_a_worker_beside_it():
    look = "import os\ndef opened():\n    return len([n for n in range(64) if exists(n)])\ndef exists(n):\n"
    look += "    try:\n        os.fstat(n)\n    except OSError:\n        return False\n    return True"
    with Session() as one, Session() as other:
        load(one, look)
        load(other, look)
        assert (value(one, "opened"), value(other, "opened")) == (5, 5)


def test_a_server_that_is_killed_ends_its_workers_and_the_next_session_gets_another(own_server):
    with Session() as running:
        load(running, "import time\ndef hang():\n    time.sleep(1000)")
        worker, first = running.channel.worker.pid, own_server.server()
        os.kill(first.process.pid, signal.SIGKILL)
        assert_gone(worker)
        with pytest.raises(QuizdlError, match="the process that runs the code did not start"):
            Session().channel  # noqa: B018  the first use starts a worker
    with Session() as running:
        assert load(running, "pass") == {}
    assert own_server.server() is not first


def test_a_server_that_cannot_load_numpy_says_so(own_server, worker):
    before = open_descriptors()
    worker("raise ImportError('numpy is broken')")
    with pytest.raises(QuizdlError) as error, Session() as running:
        load(running, "pass")
    assert str(error.value) == (
        "the process that runs the code did not start (ImportError: numpy is broken): reinstall quizdl"
    )
    assert open_descriptors() == before


def test_a_machine_that_starts_no_process_says_why(own_server, monkeypatch):
    def refuse(*arguments, **options):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = open_descriptors()
    monkeypatch.setattr(server.subprocess, "Popen", refuse)
    with pytest.raises(QuizdlError, match="could not start a Python process to run the code: Resource temporarily"):
        Session()
    assert open_descriptors() == before


def test_a_worker_that_cannot_be_confined_runs_nothing(own_server, worker, monkeypatch):
    folder = launch.WORKER
    worker(
        f"""
        import sys
        sys.path.insert(0, {str(folder.parent)!r})
        sys.path.append(sys.argv[1])
        import worker.confine, worker.server
        def refuse(*_):
            raise OSError(95, "no such layer")
        worker.confine.Confinement.drop_capabilities = refuse
        worker.server.run(int(sys.argv[4]), sys.argv[1], sys.path)
        """
    )
    with pytest.raises(QuizdlError) as error, Session() as running:
        load(running, "pass")
    assert "did not start (OSError: [Errno 95] no such layer)" in str(error.value)


def test_the_end_of_quizdl_is_the_end_of_its_server_and_workers(tmp_path):
    program = (
        "import os, signal\nfrom quizdl.runner.session import Session\nfrom quizdl.runner.server import server\n"
        "session = Session()\nsession.load('m', 'm.py', b'pass')\n"
        "print(server().process.pid, session.channel.worker.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    import subprocess

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    for process in ended.stdout.split():
        assert_gone(int(process))


def test_a_timeout_is_told_from_the_end_of_a_process():
    with Session(Limits(seconds=0.3)) as running:
        assert load(running, "while True: pass") == Failure(Reason.TIMED_OUT)
    with Session() as running:
        assert load(running, "import os\nos._exit(7)") == Failure(Reason.ENDED, message="exit status 7")
