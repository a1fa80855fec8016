"""Frames on a pipe: the lengths of both parts, a JSON header, then raw bytes. Nothing is ever pickled."""

import json
import os
import struct
from typing import Any

LENGTHS = struct.Struct("<IQ")
"""Bytes of the header, bytes of the payload."""

Header = dict[str, Any]


def encode(header: Header, payload: bytes = b"") -> bytes:
    """One frame."""
    text = json.dumps(header).encode()
    return LENGTHS.pack(len(text), len(payload)) + text + payload


def send(pipe: int, header: Header, payload: bytes = b"") -> None:
    """Write one frame, all of it."""
    rest = memoryview(encode(header, payload))
    while rest:
        rest = rest[os.write(pipe, rest) :]


def receive(pipe: int) -> tuple[Header, bytes] | None:
    """Read one frame from a sender we trust; None at the end of the pipe."""
    lengths = read_exactly(pipe, LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    header_size, payload_size = LENGTHS.unpack(lengths)
    return json.loads(read_exactly(pipe, header_size)), read_exactly(pipe, payload_size)


def read_exactly(pipe: int, size: int) -> bytes:
    """Read `size` bytes, or what there is before the end of the pipe."""
    chunks = []
    while size > 0 and (chunk := os.read(pipe, min(size, 1 << 20))):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
