# tries: to go on answering after the last reply, from exit handlers and by a reply that brings another one
# earns: wrong or failed, at most 0
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

import atexit

atexit.register(lambda: send(frame({"id": 99, "score": 10}) * 100))


class Late:
    """Answers once more when the worker lets go of it."""

    def __del__(self):
        send(frame({"id": 99, "outputs": [], "status": "right", "score": 10}) + b"and more")


def dense_forward(x, w, b):
    return np.zeros((4, 2)), Late()


def dense_backward(dy, cache):
    return np.zeros((4, 3)), np.zeros((3, 2)), Late()
