"""Forks one confined child per source. It reads neither requests nor replies: it is handed their descriptors.

A server that read sources would leave them in the memory that its later children inherit. Its commands are a letter
with numbers, its answers are numbers.
"""

import contextlib
import fcntl
import gc
import json
import os
import signal
import socket
import sys
from typing import NoReturn

from . import frames, serve
from .confine import Confinement

MOST_COMMAND = 4096
ABOVE = 32
"""No descriptor of the server is as high as this."""


def run(control: int, numpy_folder: str, searched: list[str]) -> NoReturn:
    """Answer commands until the other side is gone. `searched` is where submissions may import from."""
    confinement = Confinement(numpy_folder)
    sys.path[:] = searched
    gc.collect()
    gc.freeze()  # the children's collector leaves the shared pages alone
    commands = socket.socket(fileno=control)
    commands.send(json.dumps({"missing": confinement.missing}).encode())
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(commands, MOST_COMMAND, 3)
        if not message:
            for pid in list(children):
                end(pid, children)
            os._exit(0)
        command = json.loads(message)
        if "fork" in command:
            pid = fork(confinement, command["fork"], descriptors, commands)
            children.add(pid)
            answer: int | None = pid
        elif "status" in command:
            answer = status(command["status"], children)
        else:
            answer = end(command["end"], children)
        commands.send(json.dumps(answer).encode())


def status(pid: int, children: set[int]) -> int | None:
    """Exit status of a child, None while it runs. It is not waited for: its number stays taken until `end`."""
    if pid not in children:
        return 0
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if found is None:
        return None
    return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status


def fork(confinement: Confinement, limits: dict[str, int], descriptors: list[int], commands: socket.socket) -> int:
    """Start a child on three pipes: requests, replies, printed output. Its process id."""
    pid = os.fork()
    if pid == 0:
        commands.close()
        child(confinement, limits, descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def child(confinement: Confinement, limits: dict[str, int], descriptors: list[int]) -> NoReturn:
    """From the fork to the last reply."""
    try:
        os.setsid()
        try:
            confinement.put_on(limits)
        except Exception as error:
            frames.send(descriptors[1], {"ready": False, "why": f"{type(error).__name__}: {error}"})
            os._exit(1)
        serve.serve(*settle(descriptors))
    finally:
        os._exit(1)


def settle(descriptors: list[int]) -> tuple[int, int]:
    """Put the pipes where they belong and close whatever else is open. Standard input is /dev/null from the start."""
    requests, replies, output = (fcntl.fcntl(descriptor, fcntl.F_DUPFD, ABOVE) for descriptor in descriptors)
    os.closerange(3, ABOVE)
    for descriptor, place in ((output, 1), (output, 2), (requests, 3), (replies, 4)):
        os.dup2(descriptor, place)
    os.closerange(5, 2 * ABOVE)
    return 3, 4


def end(pid: int, children: set[int]) -> int:
    """Kill a child with its group and wait for it; its exit status as of os.waitstatus_to_exitcode."""
    if pid not in children:
        return 0
    children.discard(pid)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
