"""A session loads sources, calls functions, keeps what stays in the worker, and tells what was raised and printed."""

import os

import numpy as np
import pytest

from quizdl.runner import channel
from quizdl.runner.replies import Failure, Oddity, Reason
from quizdl.runner.session import Generator, Kept
from tests.runner.conftest import call, load, value

# Sources and calls


def test_a_source_is_loaded_and_its_functions_are_described(session):
    code = """
        def f(x, /, y, *rest, training, eps=1e-5, **more):
            pass
        data, builtin = [], dict
    """
    found = load(session, code, "f", "g", "data", "builtin")
    kinds = [(item["name"], item["kind"], item["default"]) for item in found.pop("f")]
    assert kinds == [
        ("x", "positional_only", False),
        ("y", "positional_or_keyword", False),
        ("rest", "var_positional", False),
        ("training", "keyword_only", False),
        ("eps", "keyword_only", True),
        ("more", "var_keyword", False),
    ]
    assert found == {"g": "missing", "data": "not a function", "builtin": "unknown"}


def test_a_function_gets_arrays_plain_values_and_options_and_returns_arrays(session):
    load(session, "def f(x, power, *, negative=False):\n    return -x**power if negative else x**power")
    results = call(session, "f", np.array([[1.0], [3.0]]), 2, negative=True)
    np.testing.assert_array_equal(results.values["value"], [[-1], [-9]])
    assert (results.count, results.changed) == (None, False)


def test_several_results_come_back_under_the_names_asked_for(session):
    load(session, "def f():\n    return [1, 2], None, 'text'")
    results = call(session, "f", results=("a", "b", "c"))
    assert results.values["a"].tolist() == [1, 2]
    assert (results.values["b"], results.values["c"]) == (Oddity("none"), Oddity("other", "str"))


@pytest.mark.parametrize(("returned", "count"), [("1, 2", 2), ("[1, 2]", 2), ("()", 0), ("None", 0), ("np.ones(3)", 1)])
def test_another_number_of_results_is_counted(session, returned, count):
    load(session, f"import numpy as np\ndef f():\n    return {returned}")
    results = call(session, "f", results=("a", "b", "c"))
    assert (results.values, results.count) == ({}, count)


def test_a_dictionary_gives_its_own_names(session):
    load(session, "def inputs():\n    return {'x': [1.0], 2: [2.0]}\ndef wrong():\n    return [1.0], [2.0]")
    assert {name: array.tolist() for name, array in call(session, "inputs", results=None).values.items()} == {
        "x": [1],
        "2": [2],
    }
    assert call(session, "wrong", results=None).count == 2


def test_a_generator_is_fresh_for_every_call(session):
    load(session, "def f(rng, n):\n    return rng.standard_normal(n)")
    expected = np.random.default_rng(7).standard_normal(3).tolist()
    assert value(session, "f", Generator(7), 3) == value(session, "f", Generator(7), 3) == expected


def test_an_option_may_be_an_array_or_a_generator(session):
    load(session, "def f(*, x, rng):\n    return x + rng.integers(10)")
    expected = 1.0 + np.random.default_rng(7).integers(10)
    assert value(session, "f", x=np.ones(2), rng=Generator(7)) == [expected, expected]


def test_a_kept_result_stays_in_the_worker_and_reaches_a_later_call(session):
    load(session, "def forward(x):\n    return x, (x, {'any': 'thing'})\ndef backward(cache):\n    return 2 * cache[0]")
    results = call(session, "forward", np.ones(2), results=("y", "cache"), keep=("cache",))
    assert list(results.values) == ["y"]
    assert value(session, "backward", Kept("cache")) == [2, 2]


def test_sources_in_one_session_do_not_see_each_other(session):
    load(session, "answer = 1\ndef f():\n    return answer", name="first")
    load(session, "answer = 2\ndef f():\n    return answer", name="second")
    assert (value(session, "f", name="first"), value(session, "f", name="second")) == (1, 2)


def test_a_source_may_hold_dataclasses_and_its_name_is_not_main(session):
    code = """
        from __future__ import annotations
        import dataclasses
        @dataclasses.dataclass
        class Box:
            x: float = 3.0
        def f():
            return Box().x * (__name__ == 'source')
    """
    load(session, code)
    assert value(session, "f") == 3


def test_an_expression_sees_numpy_the_source_and_the_params(session):
    load(session, "def double(x):\n    return 2 * x")
    found = session.evaluate("source", "double(a) + sum(arange(3)) + round(sqrt(4.4)) + max(1, b)", {"a": 2, "b": 5})
    assert found.values["value"] == 4 + 3 + 2 + 5


def test_arguments_changed_in_place_are_told_and_do_not_reach_the_sender(session):
    load(session, "def f(x):\n    x[...] = 0\n    return x")
    x = np.ones(3)
    results = call(session, "f", x)
    assert results.changed
    assert x.tolist() == [1, 1, 1]


def test_large_arrays_go_both_ways_while_the_submission_prints(session):
    load(session, "def f(x, y):\n    print('.' * 10**6)\n    return x.T, y + 1")
    x = np.arange(4e6).reshape(2000, 2000)
    results = call(session, "f", x, x, results=("a", "b"))
    np.testing.assert_array_equal(results.values["a"], x.T)
    np.testing.assert_array_equal(results.values["b"], x + 1)


def test_a_result_beyond_64_mib_is_described_and_not_sent(session):
    load(session, "import numpy as np\ndef f():\n    return np.ones((3000, 3000))")
    assert call(session, "f").values["value"] == Oddity("too large", "(3000, 3000)")


# Exceptions


ODD_TEXT = """
class S(str):
    def __getitem__(self, i): return 5
class E(Exception):
    def __str__(self): return S()
raise E"""


@pytest.mark.parametrize(
    ("code", "type_", "message", "line"),
    [
        ("x = 1\nraise ValueError('no')", "ValueError", "no", 2),
        ("x = (", "SyntaxError", "'(' was never closed", 1),
        ("eval('(')", "SyntaxError", "'(' was never closed (<string>, line 1)", 1),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "", 1),
        ("raise SystemExit('bye')", "SystemExit", "bye", 1),
        ("import json\njson.loads('')", "JSONDecodeError", "Expecting value: line 1 column 1 (char 0)", 2),
        ("class E(Exception):\n  def __str__(self): raise E\nraise E", "E", "(its message could not be read)", 3),
        ("class E(Exception):\n  def __str__(self): return 5\nraise E", "E", "(its message could not be read)", 3),
        (ODD_TEXT, "E", "(its message could not be read)", 6),
        ("raise ValueError('x' * 600)", "ValueError", "x" * 500, 1),
        ("raise type('E' * 99, (Exception,), {})", "E" * 80, "", 1),
        ("__file__ = []\nraise ValueError('no')", "ValueError", "no", None),
        ("import sys\nsys.stdout = None\nraise ValueError('no')", "ValueError", "no", 3),
    ],
)  # fmt: skip
def test_what_a_source_raises_is_told_with_its_line(session, code, type_, message, line):
    assert load(session, code) == Failure(Reason.RAISED, type_, message, line)


def test_the_last_line_of_the_submission_in_a_traceback_counts(session):
    load(session, "import json\ndef f():\n    return g()\ndef g():\n    return json.loads('')\n")
    assert call(session, "f").line == 5


def test_a_session_goes_on_after_an_exception(session):
    load(session, "def f(x):\n    return 1 / x")
    assert call(session, "f", 0).type == "ZeroDivisionError"
    assert value(session, "f", 2) == 0.5


# What is printed


def test_what_is_printed_is_kept_also_without_the_end_of_a_line(session):
    load(session, "import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three', end='')")
    assert session.printed() == "one\ntwo\nthree"


def test_warnings_are_printed_with_the_line_of_the_source(session):
    load(session, "import numpy as np\nnp.float64(0) / 0")
    assert session.printed().startswith("source.py:2: RuntimeWarning: invalid value encountered")


def test_what_is_printed_is_cut(session):
    load(session, "for _ in range(100):\n    print('x' * 10_000)")
    assert len(session.printed()) == channel.MOST_OUTPUT


def test_control_characters_and_broken_texts_are_not_printed(session):
    load(session, "import os\nprint('a\\x1b[31mb\\tc\\x07\\u202ed')\nos.write(1, b'\\xff\\xfe')\nprint('\\ud800')")
    assert session.printed() == "a [31mb\tc  d\n\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}\\ud800\n"


def test_what_was_printed_stays_readable_and_other_files_are_left_alone(session):
    load(session, "print('first')")
    session.close()
    pipes = [os.pipe() for _ in range(4)]  # they take the numbers of the worker's pipes
    for _, writing in pipes:
        os.write(writing, b"of somebody else")
    assert session.printed() == "first\n"
    assert all(os.get_blocking(reading) for reading, _ in pipes)
    for reading, writing in pipes:
        assert os.read(reading, 100) == b"of somebody else"
        os.close(reading)
        os.close(writing)
