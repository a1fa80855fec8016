"""Frames and arrays survive the way through a pipe; whatever else a function returns is described."""

import os
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from quizdl.runner.replies import Incoming
from quizdl.worker import arrays, frames

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
HEADERS = st.dictionaries(st.text(), JSON)


@given(header=HEADERS, payload=st.binary())
def test_a_frame_is_read_as_it_was_written(header, payload):
    incoming = Incoming()
    incoming.buffer += frames.encode(header, payload)
    assert incoming.take() == (header, payload)
    assert incoming.take() is None


@given(parts=st.lists(st.tuples(HEADERS, st.binary()), min_size=1, max_size=3), size=st.integers(1, 50))
def test_frames_are_put_together_from_pieces_of_any_size(parts, size):
    stream = b"".join(frames.encode(*part) for part in parts)
    incoming, found = Incoming(), []
    for start in range(0, len(stream), size):
        incoming.buffer += stream[start : start + size]
        while (frame := incoming.take()) is not None:
            found.append(frame)
    assert found == parts


def test_a_frame_larger_than_a_pipe_is_sent_and_received_whole():
    reading, writing = os.pipe()
    payload = os.urandom(2**20)
    sender = threading.Thread(target=frames.send, args=(writing, {"a": 1}, payload))
    sender.start()
    assert frames.receive(reading) == ({"a": 1}, payload)
    sender.join()
    os.close(writing)
    assert frames.receive(reading) is None
    os.close(reading)


def test_half_a_frame_at_the_end_of_a_pipe_is_the_end():
    reading, writing = os.pipe()
    os.write(writing, frames.encode({"a": 1})[:5])
    os.close(writing)
    assert frames.receive(reading) is None
    os.close(reading)


DTYPES = st.sampled_from(["<f8", "<f4", "<f2", "<i8", "|u1", "|b1"])
REAL = arrays_of.arrays(dtype=DTYPES, shape=arrays_of.array_shapes(min_dims=0, min_side=0))


@given(given_arrays=st.lists(REAL, max_size=3))
def test_arrays_are_unpacked_as_they_were_packed_and_can_be_written_to(given_arrays):
    unpacked = arrays.unpack(*arrays.pack(given_arrays))
    assert len(unpacked) == len(given_arrays)
    for found, expected in zip(unpacked, given_arrays, strict=True):
        assert (found.shape, found.dtype) == (expected.shape, expected.dtype)
        assert found.tobytes() == expected.tobytes()
        assert found.flags.writeable


def test_a_transposed_and_a_reversed_array_are_packed_by_their_values():
    x = np.arange(6.0).reshape(2, 3)
    transposed, reversed_ = arrays.unpack(*arrays.pack([x.T, x[:, ::-1]]))
    assert transposed.tolist() == [[0, 3], [1, 4], [2, 5]]
    assert reversed_.tolist() == [[2, 1, 0], [5, 4, 3]]


class Odd:
    """A value that is no array and has a long name."""


Odd.__qualname__ = "Odd" * 100


class Sub(np.ndarray):
    """An array that may define its own equality."""


class Explosive:
    """A value that raises when it is converted."""

    def __array__(self, dtype=None, copy=None):
        raise SystemError


ROW = [1.0, 2.0]


@pytest.mark.parametrize(
    ("value", "described"),
    [
        (np.ma.masked_all(2), {"kind": "masked"}),
        (np.ma.masked, {"kind": "masked"}),
        (np.zeros(2).view(np.recarray), {"kind": "subclass", "type": "numpy.rec.recarray"}),
        (np.zeros(2).view(Sub), {"kind": "subclass", "type": f"{__name__}.Sub"}),
        ((1, 2, 3), {"kind": "tuple", "length": 3}),
        (None, {"kind": "none"}),
        ("text", {"kind": "other", "type": "str"}),
        ({"x": 1}, {"kind": "other", "type": "dict"}),
        (iter(ROW), {"kind": "other", "type": "list_iterator"}),
        (Odd(), {"kind": "other", "type": f"{__name__}.{'Odd' * 100}"[:80]}),
        ([ROW, [1.0]], {"kind": "ragged"}),
        ([Explosive()], {"kind": "ragged"}),
        (np.array(ROW) + 0j, {"kind": "complex"}),
        (1j, {"kind": "complex"}),
        (["a", "b"], {"kind": "not numbers", "type": "<U1"}),
        ([None], {"kind": "not numbers", "type": "object"}),
        ([2**70], {"kind": "not numbers", "type": "object"}),
        (np.array([1, 2], dtype="datetime64[s]"), {"kind": "not numbers", "type": "datetime64[s]"}),
        (np.broadcast_to(1.0, (10**6, 10**6)), {"kind": "too large", "shape": [10**6, 10**6]}),
    ],
    ids=lambda value: value.get("kind") if isinstance(value, dict) else "",
)
def test_what_is_no_array_of_real_numbers_is_described_without_bytes(value, described):
    assert arrays.describe(value) == (described, b"")


@pytest.mark.parametrize(
    ("value", "dtype", "shape"),
    [
        (ROW, "<f8", [2]),
        ([ROW, ROW], "<f8", [2, 2]),
        ([], "<f8", [0]),
        (1.5, "<f8", []),
        (True, "|b1", []),
        (7, "<i8", []),
        (np.float32(1), "<f4", []),
        (np.array(ROW, dtype=">f4"), "<f4", [2]),
        (np.array(ROW, dtype=np.longdouble), "<f8", [2]),
        (np.array(ROW).reshape(1, 2, 1), "<f8", [1, 2, 1]),
        (np.empty((0, 3)), "<f8", [0, 3]),
    ],
    ids=str,
)
def test_numbers_lists_and_arrays_of_real_numbers_are_sent(value, dtype, shape):
    described, payload = arrays.describe(value)
    assert described == {"kind": "array", "dtype": dtype, "shape": shape}
    (found,) = arrays.unpack([described], payload)
    np.testing.assert_array_equal(found, np.asarray(value, dtype=np.float64))
