"""YAML as it is read: the scalars of the 1.2 core schema, and for any bytes data or problems, never an error."""

import json
import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizdl.bank import read, yaml12
from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders
from tests.bank.conftest import ROOT

GOOD = ROOT / "tests" / "banks" / "good"

SCALARS = [
    (None, ["", "~", "null", "Null", "NULL"]),
    (True, ["true", "True", "TRUE"]),
    (False, ["false", "False", "FALSE"]),
    (10, ["10", "010", "+10", "0o12", "0xA", "0xa"]),
    (0, ["0", "-0", "000"]),
    (-7, ["-7"]),
    (0.001, ["1e-3", "1E-3", ".1e-2", "0.001", "+1.e-3"]),
    (5.0, ["5.", "5.0", "05.0", "50e-1"]),
    (-0.5, ["-.5", "-5e-1"]),
]
TEXTS = [
    "no", "No", "NO", "yes", "on", "off", "y", "n", "tRUE", "nULL", "3:30", "1:2:3", "1_000", "0b11", "0o8", "0xG",
    "2015-06-01", "12e", "e5", ".", "+", "1.2.3", ".5e", "+.inf1", "inf", "nan", "٣", "1 2", "-0x1", "=", "<<",
]  # fmt: skip
STYLES = {
    "'1e-3'": "1e-3",
    '"no"': "no",
    "''": "",
    "'it''s'": "it's",
    r'"a\nb \"c\" \\frac \u00e9 \x41"': 'a\nb "c" \\frac é A',
    r"'\frac{1}{2} \n'": r"\frac{1}{2} \n",
    "|\n  a: b # c\n   d\n": "a: b # c\n d\n",
    "|-\n  a\n\n  b\n\n": "a\n\nb",
    "|+\n  a\n\n": "a\n\n",
    ">\n  a\n  b\n\n  c\n": "a b\nc\n",
    ">-\n  12\n": "12",
}


def document(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return yaml12.read(path, "a.yaml")


def value(text):
    found = document(f"key: {text}")
    assert found.problems == []
    return found.data["key"]


@pytest.mark.parametrize(("text", "expected"), [(text, expected) for expected, texts in SCALARS for text in texts])
def test_a_plain_scalar_has_the_type_of_the_core_schema(text, expected):
    assert value(text) == expected
    assert type(value(text)) is type(expected)


@pytest.mark.parametrize("text", TEXTS)
def test_what_the_core_schema_does_not_name_is_text(text):
    assert value(text) == text


@pytest.mark.parametrize("text", STYLES)
def test_quoted_and_block_scalars_are_text(text):
    assert value(text) == STYLES[text]


@pytest.mark.parametrize("text", [".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e999"])
def test_a_number_that_is_not_finite_is_a_problem(text):
    what = f"a.yaml:1:6: expected a finite number, found {text} (a text? put it in single quotes)"
    assert [str(problem) for problem in document(f"key: {text}").problems] == [what]


def test_a_number_of_more_than_300_digits_is_text():
    assert value("1" * 300) == "1" * 300
    assert value("1" * 299) == int("1" * 299)


def test_the_good_bank_of_scalars_is_read_to_the_letter():
    data = yaml12.read(GOOD / "scalars.yaml", "").data
    texts, numbers, small = data["questions"]
    assert [option["text"] for option in texts["choices"]] == (
        ["no", "yes", "3:30", "1_000", "2015-06-01", "0b11", "+.5e", "1e-3"]
    )
    assert [option.get("says") for option in texts["choices"]] == [None, "on", "off", "y", "n", "010", "~", "null"]
    assert numbers["params"] == {"a": [10, 15, 31], "b": [0.001, 0.5, 5.0, 3, -45.0, 0]}
    assert numbers["tolerance"] == {"exact": True, "digits": None, "rtol": None, "atol": None}
    assert (texts["keep_order"], numbers["points"], small["answer"]) == (True, 10.0, 0.001)


def test_the_good_bank_of_prose_keeps_what_looks_like_comments_and_escapes():
    question = yaml12.read(GOOD / "prose.yaml", "").data["questions"][0]
    assert question["prompt"] == (
        'A colon: here, a # there, and "quotes".\n\n    a block of code:  # with a comment\n'
        "A backslash: $\\frac{1}{\\theta}$ and $\\nabla f$.\n"
    )
    assert [option["text"] for option in question["choices"]] == [
        "Folded: a line goes on # and on,\nto a new paragraph.\n",
        "Stripped: {curly}, [square], *stars*, &c., !important, %, @ and `code`.",
        "Kept with its line ends.\n\n",
        'Double quotes take "quotes", \\frac{1}{2}, a line\nbreak, é and é.',
    ]
    assert question["choices"][2]["says"] == r"'Single' quotes keep \f, \t and \n as they are."


def test_line_ends_and_byte_order_marks_of_windows_are_read():
    assert document(b"\xef\xbb\xbfkey: |\r\n  a\r\n  b\r\n").data == {"key": "a\nb\n"}


@pytest.mark.parametrize("levels", [39, 40, 41])
def test_forty_levels_are_read_and_no_more(levels):
    found = document("[" * levels + "]" * levels)
    assert bool(found.problems) == (levels > 40)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "\n".join(" " * i + "-" for i in range(3000)),
        "\n".join(" " * i + "a:" for i in range(3000)),
        "&a [" * 5000,
    ],
    ids=lambda text: f"{text[:4]}, {len(text)}",
)
def test_nesting_that_would_exhaust_the_parser_is_a_problem(text):
    assert len(document(text).problems) == 1


def test_a_long_file_is_not_a_deep_one():
    assert document("- [a, {b: c}]\n" * 10_000).data == [["a", {"b": "c"}]] * 10_000


def test_many_aliases_of_one_anchor_are_one_problem():
    text = "a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *a, *b, *a]\n"
    assert [(problem.line, problem.column) for problem in document(text).problems] == [(1, 4), (2, 4)]


def test_an_anchor_that_nobody_uses_does_no_harm():
    assert document("a: &a 1\nb: &b [2]\n").data == {"a": 1, "b": [2]}


def test_an_anchor_given_twice_is_a_problem():
    what = "a.yaml:2:4: an anchor (&name) stands here that stood above already: remove it"
    assert [str(problem) for problem in document("a: &x 1\nb: &x 2\n").problems] == [what]


SNIPPETS = [
    "key", ": ", ":", "\n", "  ", "- ", "? ", "[", "]", "{", "}", ",", "#", " #", "'", '"', "|", ">", "|2", "&a", "*a",
    "!!str", "!x", "!", "%YAML 1.2\n", "---", "...", "<<", "\\", r"\f", "\t", "\r", "\x00", "\x85", "\u2028", "\ufeff",
    "~", "1", "1e5", ".inf", "0x", "é", "😀", "\u202e", "@", "`", "=", "\ufffe", "topic", "questions", "title",
]  # fmt: skip
YAMLISH = st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join)


def assert_every_problem_has_a_place(found, text):
    lines = text.count("\n") + 1
    for problem in found.problems:
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.what
        assert "\n" not in str(problem)


@given(YAMLISH | st.text())
@example("a: 'x")
@example("? [\n")
@example("\ufeff\ufeff")
@example("&a !x")
def test_any_text_gives_data_or_problems(text):
    found = document(text)
    assert_every_problem_has_a_place(found, text)
    if not found.problems:
        json.dumps(found.data, allow_nan=False)


@given(st.binary())
def test_any_bytes_give_data_or_problems(content):
    found = document(content)
    assert found.root is not None or found.problems


@given(st.integers())
def test_every_whole_number_is_read_as_itself(number):
    assert value(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_as_itself(number):
    assert math.copysign(1, value(repr(number))) == math.copysign(1, number)
    assert value(repr(number)) == number


PLAIN = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"))


@given(PLAIN)
def test_every_text_in_single_quotes_is_read_as_itself(text):
    if not yaml12.CONTROL.search(text):
        assert value("'" + text.replace("'", "''") + "'") == text


def lines_of(name):
    return (GOOD / name).read_text(encoding="utf-8").splitlines()


@given(st.data())
def test_a_topic_with_mangled_lines_gives_a_topic_or_problems(data):
    name = data.draw(st.sampled_from(["every-type.yaml", "scalars.yaml", "prose.yaml"]))
    lines = lines_of(name)
    for _ in range(data.draw(st.integers(1, 4))):
        i = data.draw(st.integers(0, len(lines) - 1))
        lines[i] = data.draw(
            st.just("")
            | st.sampled_from(lines)
            | YAMLISH.map(lambda text, line=lines[i]: line.partition(":")[0] + ": " + text)
            | st.integers(0, len(lines[i])).map(lambda n, line=lines[i]: line[n:])
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass")
        topic, problems = read.topic(path, Bank(Folders((GOOD,)), use_cache=False))
    assert (topic is None) == bool(problems)
    assert all("\n" not in str(problem) for problem in problems)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_a_topic_with_any_value_in_any_place_gives_a_topic_or_problems(data):
    root = yaml12.read(GOOD / "every-type.yaml", "").data
    place = root
    while True:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        step = data.draw(st.sampled_from(list(keys)))
        if not isinstance(place[step], dict | list) or not place[step] or data.draw(st.integers(0, 3)) == 0:
            break
        place = place[step]
    place[step] = data.draw(VALUES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "every-type.yaml"
        path.write_text(json.dumps(root), encoding="utf-8")
        topic, problems = read.topic(path, Bank(Folders((GOOD,)), use_cache=False))
    assert (topic is None) == bool(problems)
    assert not any("pydantic" in str(problem) or "Input should" in str(problem) for problem in problems)
