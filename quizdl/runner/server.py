"""The server of workers: one per process of quizdl, started with the first worker, gone with the process.

It holds numpy and forks. Commands and answers are short JSON on a socket; descriptors travel beside a command, so that
what is asked of a worker and what it answers never passes through the server's memory.
"""

import contextlib
import json
import os
import socket
import subprocess
import threading
from typing import Any

from quizdl.errors import QuizdlError
from quizdl.runner.launch import Limits, command, environment

START_SECONDS = 60.0
"""For Python and numpy to start on a slow machine."""
MOST_ANSWER = 65536


class Server:
    """The process that forks, and the socket to it."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.lock = threading.Lock()
        self.missing: dict[str, str] | None = None
        try:
            with theirs:
                self.process = subprocess.Popen(
                    command("server", str(theirs.fileno())),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    env=environment(),
                    cwd="/",
                    start_new_session=True,
                    pass_fds=(theirs.fileno(),),
                )
        except OSError as error:
            self.control.close()
            raise QuizdlError(f"could not start a Python process to run the code: {error.strerror}") from error

    def ready(self) -> dict[str, str]:
        """Wait until numpy is loaded; the layers of confinement that this machine lacks, with the reason."""
        if self.missing is None:
            self.control.settimeout(START_SECONDS)
            self.missing = self.answer()["missing"]
        return self.missing

    def ask(self, question: dict[str, Any], descriptors: tuple[int, ...] = ()) -> Any:
        """One command and its answer."""
        with self.lock:
            self.ready()
            try:
                socket.send_fds(self.control, [json.dumps(question).encode()], list(descriptors))
            except OSError:
                raise QuizdlError(self.why()) from None
            return self.answer()

    def answer(self) -> Any:
        """What the server says next."""
        try:
            said = self.control.recv(MOST_ANSWER)
        except OSError:
            said = b""
        if not said:
            raise QuizdlError(self.why())
        return json.loads(said)

    def why(self) -> str:
        """Why there is no answer. The next worker gets a new server."""
        self.process.kill()
        stderr = self.process.stderr
        said = b"" if stderr is None or stderr.closed else stderr.read()
        self.close()
        last = said.decode(errors="replace").strip().rpartition("\n")[2]
        return f"the process that runs the code did not start ({last or 'no reply'}): reinstall quizdl"

    def close(self) -> None:
        """The server ends with the socket, and its workers with it."""
        servers.pop(os.getpid(), None)
        self.control.close()
        self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()


class ForkedWorker:
    """A child of the server."""

    def __init__(self, server: Server, limits: Limits):
        self.server = server
        theirs_requests, self.requests = os.pipe()
        self.replies, theirs_replies = os.pipe()
        self.output, theirs_output = os.pipe()
        theirs = theirs_requests, theirs_replies, theirs_output
        try:
            self.pid = server.ask({"fork": dict(limits)}, theirs)
        except BaseException:
            for descriptor in (self.requests, self.replies, self.output):
                os.close(descriptor)
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        self.known: int | None = None
        self.waited_for = False
        self.open = True

    def status(self) -> int | None:
        """Exit status, None while it runs."""
        if self.known is None:
            self.known = self.server.ask({"status": self.pid})
        return self.known

    def end(self) -> None:
        """Kill the process with its group, and wait for it."""
        if not self.waited_for:
            self.waited_for = True
            self.known = self.server.ask({"end": self.pid})

    def close(self) -> None:
        """End it, and close the pipes."""
        with contextlib.suppress(QuizdlError):  # the server is gone, and its workers with it
            self.end()
        if self.open:
            self.open = False
            for descriptor in (self.requests, self.replies, self.output):
                os.close(descriptor)


servers: dict[int, Server] = {}
"""By process: a process that was forked from ours does not share our server."""


def server() -> Server:
    """The server of this process."""
    if os.getpid() not in servers:
        servers[os.getpid()] = Server()
    return servers[os.getpid()]


def fork(limits: Limits) -> ForkedWorker:
    """A new worker."""
    return ForkedWorker(server(), limits)
