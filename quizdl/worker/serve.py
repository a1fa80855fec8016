"""Reads requests, answers each one, and turns whatever a submission throws into a reply."""

import contextlib
import os
import sys
import traceback
from typing import Any

from . import execute, frames

MOST_TEXT = 500
"""Characters of an error message that are sent back."""


def serve(requests: int, replies: int) -> None:
    """Answer requests in order until the pipe ends."""
    frames.send(replies, {"ready": True})
    while (request := frames.receive(requests)) is not None:
        header, payload = request
        try:
            reply, part = execute.HANDLERS[header["do"]](header, payload)
        except BaseException as error:  # noqa: BLE001, RUF100  a submission may raise anything, SystemExit as well
            reply, part = {"error": explain(error, execute.modules)}, b""
        flush()
        frames.send(replies, {"id": header["id"], **reply}, part)
    os._exit(0)  # no exit handler of the submission runs


def explain(error: BaseException, modules: dict[str, Any]) -> dict[str, Any]:
    """Type, message and the last line of a submission that took part in an error."""
    kind, message, line = "Exception", "(its message could not be read)", None
    with contextlib.suppress(BaseException):  # what an exception says of itself may be code of the submission
        kind = str(type(error).__name__)[:80]
        files = [module.__dict__.get("__file__") for module in modules.values()]
        said: object = error
        if isinstance(error, SyntaxError) and error.filename in files:
            line, said = error.lineno, error.msg
        for frame, number in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename in files:
                line = number
        message = "".join(str(said)[:MOST_TEXT])
    return {"type": kind, "message": message, "line": line}


def flush() -> None:
    """Send on what was printed without the end of a line. The submission may have put anything into sys.stdout."""
    with contextlib.suppress(BaseException):
        sys.stdout.flush()
