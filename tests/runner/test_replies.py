"""What comes back from a worker is read with suspicion: it gives results, or a GarbledError that says what it is."""

import contextlib
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.runner import replies
from quizdl.runner.replies import Failure, GarbledError, Incoming, Oddity, Reason
from quizdl.worker.frames import LENGTHS, encode
from tests.runner.test_frames import JSON


def frame(header, payload=b""):
    """A frame around any bytes."""
    return LENGTHS.pack(len(header), len(payload)) + header + payload


def take(stream):
    """The first frame of a stream."""
    incoming = Incoming()
    incoming.buffer += stream
    return incoming.take()


SIZES = st.integers(-2, 2**66) | st.integers(0, 4)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["array", *sorted(replies.ODDITIES)]) | JSON,
        "name": st.text() | JSON,
        "dtype": st.sampled_from(sorted(replies.DTYPES)) | JSON,
        "shape": st.lists(SIZES | JSON, max_size=70) | JSON,
        "type": st.text() | JSON,
        "length": SIZES | JSON,
    },
)
REPLIES = st.fixed_dictionaries(
    {},
    optional={"outputs": st.lists(FIELDS | JSON, max_size=3) | JSON, "count": SIZES | JSON, "error": FIELDS | JSON},
)


@given(stream=st.binary() | st.builds(frame, st.binary(), st.binary()) | st.builds(encode, REPLIES, st.binary()))
def test_any_bytes_give_frames_or_a_garbled_error(stream):
    incoming = Incoming()
    incoming.buffer += stream
    with contextlib.suppress(GarbledError):
        while incoming.take() is not None:
            pass


@given(reply=REPLIES, payload=st.binary(max_size=64))
def test_any_reply_gives_results_or_a_garbled_error(reply, payload):
    with contextlib.suppress(GarbledError):
        for name, value in replies.outputs(reply, payload).items():
            assert name.isprintable()
            assert isinstance(value, np.ndarray) or value.detail.isprintable()


@given(reply=REPLIES)
def test_any_error_gives_a_failure_or_a_garbled_error(reply):
    with contextlib.suppress(GarbledError):
        found = replies.failure({"error": None, **reply})
        assert (found.type + found.message).isprintable()


@pytest.mark.parametrize(
    ("stream", "says"),
    [
        (LENGTHS.pack(replies.MOST_HEADER + 1, 0), f"a frame of {replies.MOST_HEADER + 1} + 0 bytes"),
        (LENGTHS.pack(2, replies.MOST_PAYLOAD + 1), f"a frame of 2 + {replies.MOST_PAYLOAD + 1} bytes"),
        (b"garbage, not a frame", "a frame of 1651663207 + 8390045715277375329 bytes"),
        (frame(b"{}}"), "a header that is not JSON"),
        (frame(b"\xff\xfe\xff"), "a header that is not JSON"),
        (frame(b"[" * replies.MOST_HEADER), "a header that is not JSON"),
        (frame(b"1" * 5000), "a header that is not JSON"),
        (frame(b"[1]"), "a header that is not an object"),
    ],
    ids=["header", "payload", "garbage", "braces", "utf-8", "bomb", "number", "list"],
)
def test_a_stream_that_is_no_frame_is_garbled(stream, says):
    with pytest.raises(GarbledError) as error:
        take(stream)
    assert str(error.value) == says


def test_a_frame_that_is_not_there_yet_is_waited_for():
    stream = encode({"id": 1}, b"1234")
    assert [take(stream[:size]) for size in range(len(stream))] == [None] * len(stream)
    assert take(stream) == ({"id": 1}, b"1234")


def array(**changes):
    """The description of an array of 2 numbers, with changes."""
    return {"outputs": [{"kind": "array", "name": "y", "dtype": "<f8", "shape": [2], **changes}]}


TWO = np.array([1.0, 2.0]).tobytes()


@pytest.mark.parametrize(
    ("reply", "payload", "says"),
    [
        ({}, b"", "no list of outputs"),
        ({"outputs": {}}, b"", "no list of outputs"),
        ({"outputs": [{"kind": "none", "name": "y"}] * 1001}, b"", "no list of outputs"),
        ({"outputs": [1]}, b"", "an output that is not an object"),
        ({"outputs": [{"kind": "surprise", "name": "y"}]}, b"", "an output of unknown kind"),
        (array(kind=["array"]), TWO, "not a text"),
        (array(name=None), TWO, "not a text"),
        (array(dtype=["<f8"]), TWO, "not a text"),
        (array(dtype="<c16"), TWO, "a dtype that is not of real numbers"),
        (array(dtype="|O"), TWO, "a dtype that is not of real numbers"),
        (array(dtype=">f8"), TWO, "a dtype that is not of real numbers"),
        (array(dtype="<f8,<f8"), TWO, "a dtype that is not of real numbers"),
        (array(shape=2), TWO, "a shape that is not a short list"),
        (array(shape=[1] * 65), TWO, "a shape that is not a short list"),
        (array(shape=[-2]), TWO, "a shape with impossible sizes"),
        (array(shape=[-1, -2]), TWO, "a shape with impossible sizes"),
        (array(shape=[2, True]), TWO, "a shape with impossible sizes"),
        (array(shape=[2.0]), TWO, "a shape with impossible sizes"),
        (array(shape=[2**63]), TWO, "a shape with impossible sizes"),
        (array(shape=[0, 2**40, 2**40]), b"", "a shape with impossible sizes"),
        (array(shape=[2**60]), TWO, "fewer bytes than the outputs account for"),
        (array(shape=[3]), TWO, "fewer bytes than the outputs account for"),
        (array(shape=[1]), TWO, "more bytes than the outputs account for"),
        (array(shape=[0]), TWO, "more bytes than the outputs account for"),
        ({"outputs": [{"kind": "none", "name": "y"}]}, TWO, "more bytes than the outputs account for"),
        ({"outputs": [{"kind": "other", "name": "y", "type": 1}]}, b"", "not a text"),
        ({"outputs": [{"kind": "too large", "name": "y", "shape": [-1]}]}, b"", "a shape with impossible sizes"),
    ],
)  # fmt: skip
def test_a_forged_result_is_garbled(reply, payload, says):
    with pytest.raises(GarbledError) as error:
        replies.outputs(json.loads(json.dumps(reply)), payload)
    assert str(error.value) == says


@pytest.mark.parametrize("count", [True, -1, 1.0, "two", [2], 2**63])
def test_a_forged_count_is_garbled(count):
    with pytest.raises(GarbledError) as error:
        replies.read_count({"count": count})
    assert str(error.value) == "a count that is not a number"


def test_a_count_is_read_where_there_is_one():
    assert (replies.read_count({}), replies.read_count({"count": 0}), replies.read_count({"count": 3})) == (None, 0, 3)


def test_an_array_is_read_with_its_name_and_shape():
    found = replies.outputs(array(shape=[1, 2], name="y\x1b"), TWO)
    assert list(found) == ["y "]
    np.testing.assert_array_equal(found["y "], [[1, 2]])


@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", "|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8"])
def test_real_numbers_of_every_kind_are_read(dtype):
    payload = np.array([1, 0], dtype).tobytes()
    assert replies.outputs(array(dtype=dtype), payload)["y"].tolist() == [1, 0]


def test_an_array_has_as_many_axes_as_numpy_allows():
    assert replies.outputs(array(shape=[2] + [1] * 63), TWO)["y"].ndim == 64


def test_an_empty_array_keeps_its_shape():
    assert replies.outputs(array(shape=[0, 3]), b"")["y"].shape == (0, 3)


@pytest.mark.parametrize(
    ("item", "detail"),
    [
        ({"kind": "tuple", "length": 3}, "3"),
        ({"kind": "tuple", "length": True}, ""),
        ({"kind": "too large", "shape": [10, 20]}, "(10, 20)"),
        ({"kind": "other", "type": "dict\x1b[31m"}, "dict [31m"),
        ({"kind": "none"}, ""),
    ],
)
def test_an_oddity_is_read_with_what_the_sentence_about_it_needs(item, detail):
    assert replies.outputs({"outputs": [{"name": "y", **item}]}, b"") == {"y": Oddity(item["kind"], detail)}


def test_texts_are_cut_and_lose_their_control_characters():
    assert replies.text("a\x1b[2Jb\x9bc\u202ed\n" + "x" * 1000) == "a [2Jb c d " + "x" * 489


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("text", "an error that is not an object"),
        ({}, "not a text"),
        ({"type": "ValueError", "message": 1}, "not a text"),
        ({"type": ["ValueError"], "message": ""}, "not a text"),
    ],
)
def test_a_forged_error_is_garbled(error, says):
    with pytest.raises(GarbledError) as raised:
        replies.failure({"error": error})
    assert str(raised.value) == says


@pytest.mark.parametrize(("line", "read"), [(3, 3), (None, None), (True, None), (0, None), (10**7, None), ("3", None)])
def test_an_error_is_read_with_its_line(line, read):
    found = replies.failure({"error": {"type": "ValueError", "message": "no", "line": line}})
    assert found == Failure(Reason.RAISED, "ValueError", "no", read)
