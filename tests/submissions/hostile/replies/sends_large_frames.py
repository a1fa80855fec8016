# tries: to fill the memory of the grader with frames of 60 MB, each of them small enough to be read
# earns: wrong or failed or timed_out, at most 0
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

frames = next(module for name, module in list(sys.modules.items()) if name.endswith("worker.frames"))
true_send = frames.send


def large(pipe, header, payload=b""):
    names = [output["name"] for output in header.get("outputs", ())]
    if not names:
        return true_send(pipe, header, payload)
    size = 60 * 2**20 // len(names)
    outputs = [{"name": name, "kind": "array", "dtype": "|u1", "shape": [size]} for name in names]
    return true_send(pipe, {"id": header["id"], "outputs": outputs}, bytes(size * len(names)))


frames.send = large


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
