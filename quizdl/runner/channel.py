"""The pipes to one worker: writes a frame, waits for the answer, drains what is printed, and kills when time is up."""

import contextlib
import os
import selectors
import signal
import time
from typing import Any

from quizdl.errors import QuizdlError
from quizdl.model.printable import printable
from quizdl.runner import launch
from quizdl.runner.replies import Failure, GarbledError, Incoming, Reason

MOST_OUTPUT = 64 * 2**10
"""Printed text that is kept, in bytes; the rest is read and thrown away."""

GLANCE = 0.2
"""Seconds after which a silent worker is looked at."""
LAST_MOMENT = 1.0
"""Seconds between the end of the pipe and the end of the process."""

Frame = tuple[dict[str, Any], bytes]


class Channel:
    """One worker process and its three pipes."""

    def __init__(self, limits: launch.Limits):
        try:
            self.worker = launch.launch(limits)
        except OSError as error:
            raise QuizdlError(f"could not start a Python process to run the code: {error.strerror}") from error
        self.incoming = Incoming()
        self.printed = bytearray()
        self.over: Failure | None = None
        self.closed = False
        self.rest = memoryview(b"")
        """What is still to be written."""
        self.requests, self.replies, self.output = self.worker.requests, self.worker.replies, self.worker.output
        os.set_blocking(self.requests, False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.replies, selectors.EVENT_READ)
        self.selector.register(self.output, selectors.EVENT_READ)

    def close(self) -> None:
        """Kill the worker and whatever it started. What was printed before stays readable."""
        self.drain()
        self.closed = True
        self.selector.close()
        self.worker.close()

    def post(self, outgoing: bytes) -> None:
        """Leave bytes to be written while `receive` waits."""
        self.rest = memoryview(bytes(self.rest) + outgoing)

    def receive(self, seconds: float) -> Frame | Failure:
        """Write, read and drain the printed output, all at once, until a whole frame is here."""
        deadline = time.monotonic() + seconds
        if self.rest:
            self.selector.register(self.requests, selectors.EVENT_WRITE)
        try:
            while (frame := self.incoming.take()) is None:
                ready = self.selector.select(min(GLANCE, max(0.0, deadline - time.monotonic())))
                if time.monotonic() >= deadline:
                    return self.end(Failure(Reason.TIMED_OUT))
                if not ready and self.worker.status() is not None:  # a child of the worker may hold its pipes open
                    return self.end(self.how_it_ended())
                for key, _ in ready:
                    if key.fd == self.requests:
                        self.write()
                    elif not self.read(key.fd):
                        return self.end(self.how_it_ended())
        except GarbledError as error:
            return self.end(Failure(Reason.GARBLED, message=str(error)))
        finally:
            with contextlib.suppress(KeyError):
                self.selector.unregister(self.requests)
        return frame

    def write(self) -> None:
        """Write what fits into the pipe."""
        try:
            self.rest = self.rest[os.write(self.requests, self.rest) :]
        except BlockingIOError:
            return
        except BrokenPipeError:  # noticed on the reading side, where the exit status is told
            self.rest = self.rest[:0]
        if not self.rest:
            self.selector.unregister(self.requests)

    def read(self, pipe: int) -> bool:
        """Take what is there; False where the replies have come to their end."""
        data = os.read(pipe, 1 << 20)
        if pipe == self.replies:
            self.incoming.buffer += data
            return bool(data)
        self.printed += data[: MOST_OUTPUT - len(self.printed)]
        if not data:
            self.selector.unregister(pipe)
        return True

    def how_it_ended(self) -> Failure:
        """The exit status of a process that closed its pipe."""
        deadline = time.monotonic() + LAST_MOMENT
        while (status := self.worker.status()) is None and time.monotonic() < deadline:
            time.sleep(0.001)
        if status is None:
            return Failure(Reason.GARBLED, message="it closed the pipe of its replies")
        if status == -signal.SIGXCPU:
            return Failure(Reason.TIMED_OUT)
        return Failure(Reason.ENDED, message=f"exit status {status}" if status >= 0 else signal_name(-status))

    def end(self, failure: Failure) -> Failure:
        """Nothing more is asked of this worker."""
        self.over = failure
        self.worker.end()
        return failure

    def text(self) -> str:
        """What was printed, cut at MOST_OUTPUT bytes, without control characters."""
        self.drain()
        printed = self.printed.decode("utf-8", errors="replace")
        return printable(printed, keep="\n\t")

    def drain(self) -> None:
        """Take printed text that has arrived since the last reply."""
        if self.closed:  # the number of the descriptor may belong to another file by now
            return
        with contextlib.suppress(OSError):
            os.set_blocking(self.output, False)
            while len(self.printed) < MOST_OUTPUT and (data := os.read(self.output, 1 << 16)):
                self.printed += data[: MOST_OUTPUT - len(self.printed)]


def signal_name(number: int) -> str:
    """SIGKILL and the like; real-time signals have no names."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
