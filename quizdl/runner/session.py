"""A conversation with one worker: load sources, call functions, and be told clearly when it cannot go on."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from quizdl.errors import QuizdlError
from quizdl.model.kinds.code import Limits
from quizdl.runner.channel import Channel
from quizdl.runner.launch import warm_up
from quizdl.runner.replies import Failure, GarbledError, Oddity, Reason, failure, outputs, read_count
from quizdl.worker.frames import encode

if TYPE_CHECKING:
    from quizdl.compare import Array

START_SECONDS = 60.0
"""For Python and numpy to start on a slow machine; does not count against the submission."""


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Kept:
    """A result of an earlier call that stayed in the worker, such as a cache."""

    name: str


@dataclass(frozen=True, slots=True)
class Generator:
    """A fresh numpy.random.Generator with this seed."""

    seed: int


Argument = "Array | Kept | Generator | int | float | bool | str | None"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of a source, its arguments, and which results stay in the worker."""

    function: str
    arguments: Sequence[Any] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    results: Sequence[str] | None = None
    """Names of the results in order; None for a dictionary of arrays."""
    keep: Mapping[str, str] = field(default_factory=dict)
    """Name of a result -> name under which it is kept."""
    lists: Sequence[str] = ()
    """Results that are lists of arrays: they come back one by one, as name[0], name[1], ..."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a call returned."""

    values: "dict[str, Array | Oddity]"
    count: int | None = None
    """How many values came back, where that is not how many were asked for."""
    changed: bool = False
    """The function changed its arguments in place (as the worker tells it: information, not evidence)."""


class Session:
    """One worker, from its start to its end. Use it in a `with` block: the block's end kills the process group."""

    def __init__(self, limits: Limits = DEFAULT):
        self.allow(limits)
        self.number = 0
        self.opened: Channel | None = None
        warm_up()

    def allow(self, limits: Limits) -> None:
        """Set the limits; before the first source is loaded."""
        self.remaining = limits.seconds
        self.cpu_seconds = int(limits.seconds) + 2  # ends a worker whose quizdl was killed
        self.memory_mb = limits.memory_mb

    @property
    def over(self) -> Failure | None:
        """Why the worker cannot be asked any more."""
        return self.opened.over if self.opened else None

    @property
    def channel(self) -> Channel:
        """The pipes to the worker, which starts when it is first asked: by then the limits are known."""
        if self.opened is None:
            self.opened = Channel(
                {
                    "RLIMIT_CPU": self.cpu_seconds,
                    "RLIMIT_AS": self.memory_mb * 2**20,
                    "RLIMIT_FSIZE": 0,
                    "RLIMIT_NOFILE": 64,
                    "RLIMIT_CORE": 0,
                }
            )
            self.start(self.opened)
        return self.opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Kill the worker and whatever it started. What was printed stays readable."""
        if self.opened:
            self.opened.close()

    def printed(self) -> str:
        """What the submission printed so far, cut to a bounded length."""
        return self.opened.text() if self.opened else ""

    def load(self, name: str, file: str, source: bytes, functions: Sequence[str] = ()) -> dict[str, Any] | Failure:
        """Run a source; the signatures of `functions` as the worker sees them."""
        header = {"do": "load", "name": name, "file": file, "functions": list(functions)}
        reply = self.ask(header, source)
        if isinstance(reply, Failure):
            return reply
        found = reply[0].get("functions")
        if not isinstance(found, dict):
            return self.channel.end(Failure(Reason.GARBLED, message="no list of functions"))
        return found

    def call(self, source: str, call: Call) -> Results | Failure:
        """Call a function of a loaded source."""
        return next(self.stream(source, [call]))

    def stream(self, source: str, calls: Sequence[Call]) -> Iterator[Results | Failure]:
        """Call functions of a loaded source one after the other; each result as soon as it is there.

        All requests are on their way before the first result is awaited, so that the worker never waits for us. A
        call whose kept argument is missing, because the call before it has failed, fails without running.
        """
        if self.channel.over is None:
            for call in calls:
                self.post(*request(source, call))
        for number in range(self.number - len(calls) + 1, self.number + 1):
            yield self.results(self.reply(number))

    def evaluate(self, source: str, expression: str, params: Mapping[str, float]) -> Results | Failure:
        """The value of an expression over a loaded source."""
        reply = self.ask({"do": "evaluate", "in": source, "expression": expression, "params": dict(params)})
        return self.results(reply)

    def results(self, reply: tuple[dict[str, Any], bytes] | Failure) -> Results | Failure:
        """Check a reply that holds results."""
        if isinstance(reply, Failure):
            return reply
        header, payload = reply
        try:
            return Results(outputs(header, payload), read_count(header), header.get("changed") is True)
        except GarbledError as error:
            return self.channel.end(Failure(Reason.GARBLED, message=str(error)))

    def ask(self, header: dict[str, Any], payload: bytes = b"") -> tuple[dict[str, Any], bytes] | Failure:
        """Send one request and wait for its reply, or for the reason why there is none."""
        if self.channel.over is None:
            self.post(header, payload)
        return self.reply(self.number)

    def post(self, header: dict[str, Any], payload: bytes) -> None:
        """Number a request and leave it to be sent."""
        self.number += 1
        self.channel.post(encode({**header, "id": self.number}, payload))

    def reply(self, number: int) -> tuple[dict[str, Any], bytes] | Failure:
        """Wait for the reply to a request, or for the reason why there is none."""
        if self.channel.over is not None:
            return self.channel.over
        begun = time.monotonic()
        reply = self.channel.receive(self.remaining)
        self.remaining -= time.monotonic() - begun
        if isinstance(reply, Failure):
            return reply
        if reply[0].get("id") != number:
            return self.channel.end(Failure(Reason.GARBLED, message="a reply to another request"))
        if "error" not in reply[0]:
            return reply
        try:
            return failure(reply[0])
        except GarbledError as error:
            return self.channel.end(Failure(Reason.GARBLED, message=str(error)))

    def start(self, channel: Channel) -> None:
        """Wait until the worker is confined and numpy is loaded: no time of the submission's."""
        ready = channel.receive(START_SECONDS)
        if isinstance(ready, Failure) or ready[0].get("ready") is not True:
            said = str(ready[0].get("why", "")) if not isinstance(ready, Failure) else channel.text()
            last = said.strip().rpartition("\n")[2]
            channel.close()
            raise QuizdlError(f"the process that runs the code did not start ({last or 'no reply'}): reinstall quizdl")


def request(source: str, call: Call) -> tuple[dict[str, Any], bytes]:
    """A call as the worker reads it."""
    from quizdl.worker.arrays import pack

    arrays: list[Any] = []
    arguments = [spell(value, arrays) for value in call.arguments]
    options = {name: spell(value, arrays) for name, value in call.options.items()}
    described, payload = pack(arrays)
    header = {
        "do": "call", "in": source, "function": call.function, "arguments": arguments, "arrays": described,
        "options": options, "keep": dict(call.keep), "results": None if call.results is None else list(call.results),
        "lists": list(call.lists),
    }  # fmt: skip
    return header, payload


def spell(value: Any, arrays: list[Any]) -> dict[str, Any]:
    """An argument as the worker reads it; an array goes among the arrays of the request."""
    import numpy as np

    if isinstance(value, np.ndarray):
        arrays.append(value)
        return {"array": len(arrays) - 1}
    if isinstance(value, list) and any(isinstance(item, np.ndarray) for item in value):
        return {"list": [spell(item, arrays) for item in value]}
    if isinstance(value, Kept):
        return {"kept": value.name}
    return {"rng": value.seed} if isinstance(value, Generator) else {"value": value}
