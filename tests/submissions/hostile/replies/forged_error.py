# tries: to forge an error with escape sequences, a line far away and a text of a megabyte
# earns: wrong or failed, at most 0
# shows: dense_forward raises
import json
import os
import struct
import sys

import numpy as np


def frame(header, payload=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<IQ", len(text), len(payload)) + text + payload


def send(data):
    """Write to every descriptor that may lead to the grader."""
    sent = 0
    for descriptor in range(3, 256):
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            sent += 1
        except OSError:
            pass
    return sent


def request():
    """The request that is being answered, out of the frames of the callers."""
    caller = sys._getframe()
    while caller is not None:
        for value in caller.f_locals.values():
            if isinstance(value, dict) and "id" in value and "do" in value:
                return value
        caller = caller.f_back
    raise LookupError("no request")


def dense_forward(x, w, b):
    error = {"type": "\x1b[2J\u202eError", "message": "\x1b]0;owned\x07\u202e\u0000\ud800" * 1000, "line": 10**9}
    send(frame({"id": request()["id"], "error": error, "score": 10}))
    os._exit(0)


def dense_backward(dy, cache):
    return None
