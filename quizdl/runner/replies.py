"""What a worker answers, checked before a byte of it is used: sizes, counts, kinds, dtypes and the length of texts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import TYPE_CHECKING, Any

from quizdl.model.printable import printable
from quizdl.worker.frames import LENGTHS

if TYPE_CHECKING:  # numpy costs 70 ms: not before there are arrays to read
    from quizdl.compare import Array

MOST_HEADER = 2**20
MOST_PAYLOAD = 2**26
MOST_TEXT = 500
MOST_OUTPUTS = 1000
MOST_AXES = 64
DTYPES = {"<f2", "<f4", "<f8", "|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8"}
ODDITIES = {
    "masked", "subclass", "tuple", "none", "other", "ragged", "complex", "not numbers", "too large",
}  # fmt: skip


class Reason(StrEnum):
    """Why a worker gave no results."""

    RAISED = "raised"
    TIMED_OUT = "timed out"
    ENDED = "ended"
    """The process is gone."""
    GARBLED = "garbled"
    """What came back is not a reply."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that gave no results."""

    reason: Reason
    type: str = ""
    """Name of the exception."""
    message: str = ""
    line: int | None = None
    """Line of the submission, counted from 1."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """A result that is not an array of real numbers."""

    kind: str
    detail: str = ""


class GarbledError(Exception):
    """The bytes are not a reply in the agreed form."""


class Incoming:
    """Collects bytes into frames; a frame that claims to be too large is refused before it is read."""

    def __init__(self) -> None:
        self.buffer = bytearray()

    def take(self) -> tuple[dict[str, Any], bytes] | None:
        """The next whole frame, if there is one."""
        if len(self.buffer) < LENGTHS.size:
            return None
        header_size, payload_size = LENGTHS.unpack_from(self.buffer)
        if header_size > MOST_HEADER or payload_size > MOST_PAYLOAD:
            raise GarbledError(f"a frame of {header_size} + {payload_size} bytes")
        start, end = LENGTHS.size + header_size, LENGTHS.size + header_size + payload_size
        if len(self.buffer) < end:
            return None
        whole = memoryview(self.buffer)  # slices of it are not copies
        text, payload = bytes(whole[LENGTHS.size : start]), bytes(whole[start:end])
        whole.release()
        del self.buffer[:end]
        try:
            header = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise GarbledError("a header that is not JSON") from error
        if not isinstance(header, dict):
            raise GarbledError("a header that is not an object")
        return header, payload


def text(value: object) -> str:
    """A text of bounded length without control characters: it will be shown in a terminal."""
    if not isinstance(value, str):
        raise GarbledError("not a text")
    return printable(value[:MOST_TEXT])


def failure(header: dict[str, Any]) -> Failure:
    """Read the description of an exception."""
    error, line = header["error"], None
    if not isinstance(error, dict):
        raise GarbledError("an error that is not an object")
    if type(error.get("line")) is int and 0 < error["line"] < 10**7:
        line = error["line"]
    return Failure(Reason.RAISED, text(error.get("type")), text(error.get("message")), line)


def outputs(header: dict[str, Any], payload: bytes) -> dict[str, "Array | Oddity"]:
    """Read the results of a call. The payload has exactly the bytes that the descriptions claim."""
    described = header.get("outputs")
    if not isinstance(described, list) or len(described) > MOST_OUTPUTS:
        raise GarbledError("no list of outputs")
    found: dict[str, Array | Oddity] = {}
    start = 0
    for item in described:
        if not isinstance(item, dict):
            raise GarbledError("an output that is not an object")
        kind, name = text(item.get("kind")), text(item.get("name"))
        if kind == "array":
            array, start = read_array(item, payload, start)
            found[name] = array
        elif kind in ODDITIES:
            found[name] = Oddity(kind, detail(item))
        else:
            raise GarbledError("an output of unknown kind")
    if start != len(payload):
        raise GarbledError("more bytes than the outputs account for")
    return found


def read_array(item: dict[str, Any], payload: bytes, start: int) -> "tuple[Array, int]":
    """One array out of the payload, and where the next one starts."""
    import numpy as np

    dtype, checked = text(item.get("dtype")), read_shape(item.get("shape"))
    if dtype not in DTYPES:
        raise GarbledError("a dtype that is not of real numbers")
    size = prod(checked) * np.dtype(dtype).itemsize
    if start + size > len(payload):
        raise GarbledError("fewer bytes than the outputs account for")
    try:
        array = np.frombuffer(payload, dtype, prod(checked), start).reshape(checked)
    except ValueError as error:  # no numbers, but sizes whose product numpy cannot count
        raise GarbledError("a shape with impossible sizes") from error
    return array, start + size


def read_shape(shape: object) -> Sequence[int]:
    """A short list of sizes."""
    if not isinstance(shape, list) or len(shape) > MOST_AXES:
        raise GarbledError("a shape that is not a short list")
    if not all(is_count(n) for n in shape):
        raise GarbledError("a shape with impossible sizes")
    return shape


def read_count(header: dict[str, Any]) -> int | None:
    """How many values came back, where that is not how many were asked for."""
    count = header.get("count")
    if count is not None and not is_count(count):
        raise GarbledError("a count that is not a number")
    return count


def is_count(value: object) -> bool:
    """Whether something is a size that an array or a tuple can have; True and False are not."""
    return type(value) is int and 0 <= value < 2**63


def detail(item: dict[str, Any]) -> str:
    """What else is known of an oddity, for the sentence about it."""
    if item["kind"] == "tuple" and is_count(item.get("length")):
        return str(item["length"])
    if item["kind"] == "too large":
        return str(tuple(read_shape(item.get("shape"))))
    return text(item.get("type", ""))
