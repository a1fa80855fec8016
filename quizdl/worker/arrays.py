"""Arrays as raw bytes, and a description of whatever else a function may return."""

from collections.abc import Iterable
from typing import Any

import numpy as np

Description = dict[str, Any]

MOST_BYTES = 2**25
"""A larger result is described, not sent."""


def pack(arrays: Iterable[Any]) -> tuple[list[Description], bytes]:
    """Describe arrays of numbers by dtype and shape, and put their bytes one behind the other."""
    contiguous = [np.ascontiguousarray(array).reshape(np.shape(array)) for array in arrays]
    described = [{"dtype": array.dtype.str, "shape": list(array.shape)} for array in contiguous]
    return described, b"".join(array.tobytes() for array in contiguous)


def unpack(described: Iterable[Description], payload: bytes) -> list[Any]:
    """Fresh, writable arrays from a sender we trust."""
    arrays, start = [], 0
    for item in described:
        dtype = np.dtype(item["dtype"])
        count = int(np.prod(item["shape"], dtype=np.int64))
        array = np.frombuffer(payload, dtype, count, start).reshape(item["shape"]).copy()
        arrays.append(array)
        start += array.nbytes
    return arrays


def describe(value: Any) -> tuple[Description, bytes]:
    """Real numbers as an array with its bytes; anything else by its kind, without bytes.

    Lists of numbers count as arrays. A tuple does not: it is what a function returns by accident, with a cache in it.
    """
    if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
        if is_masked(value):
            return {"kind": "masked"}, b""
        return {"kind": "subclass", "type": name_of(value)}, b""
    if isinstance(value, tuple):
        return {"kind": "tuple", "length": len(value)}, b""
    if value is None:
        return {"kind": "none"}, b""
    if not isinstance(value, np.ndarray | np.generic | list | bool | int | float | complex):
        return {"kind": "other", "type": name_of(value)}, b""
    try:
        array = np.asarray(value)
    except Exception:  # noqa: BLE001, RUF100  ragged lists, integers beyond 64 bits, items that raise when converted
        return {"kind": "ragged"}, b""
    return describe_array(array)


def is_masked(value: Any) -> bool:
    """Whether it is a masked array; told by the name, as importing numpy.ma to ask takes 10 ms."""
    return any(kind.__name__ == "MaskedArray" for kind in type(value).__mro__)


def describe_array(array: Any) -> tuple[Description, bytes]:
    """A plain array with its bytes, if it holds real numbers."""
    if array.dtype.kind == "c":
        return {"kind": "complex"}, b""
    if array.dtype.kind not in "fiub":
        return {"kind": "not numbers", "type": str(array.dtype)[:80]}, b""
    if array.nbytes > MOST_BYTES:
        return {"kind": "too large", "shape": list(array.shape)}, b""
    if array.dtype.kind == "f" and array.dtype.itemsize > np.dtype(np.float64).itemsize:
        array = array.astype(np.float64)  # long double differs between machines
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    (described,), payload = pack([array])
    return {"kind": "array", **described}, payload


def name_of(value: Any) -> str:
    """The name of a value's type, cut to a length that fits into a sentence."""
    return f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")[:80]
