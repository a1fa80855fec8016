"""A number is read as people write it, judged within the stated tolerance, and known mistakes are recognized."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.grading import numbers
from quizdl.grading.keys import Key, WrongNumber
from quizdl.grading.numbers import UnreadableError, near, read, rounded
from quizdl.model.kinds.number import Number, Tolerance
from quizdl.model.verdict import Status
from quizdl.show.kinds import precision

DIGITS = [Tolerance(digits=n) for n in range(1, 13)]
EXACT = Tolerance(exact=True)
TOLERANCES = st.one_of(
    st.sampled_from([*DIGITS, EXACT]),
    st.builds(Tolerance, rtol=st.floats(1e-12, 0.5)),
    st.builds(Tolerance, atol=st.floats(1e-12, 1e12)),
)
KEYS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e30, max_value=1e30).filter(
    lambda key: key == 0 or abs(key) > 1e-30
)


def number(**changes):
    """A number question."""
    fields = {
        "id": "t/q", "type": "number", "prompt": "?", "source": "derivation", "answer": 1, "tolerance": EXACT, **changes
    }  # fmt: skip
    return Number(**fields)


# Reading


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5), (" -3 ", -3), ("+1e-3", 0.001), (".5", 0.5), ("5.", 5), ("1E2", 100), ("1_000", 1000),
        ("−2", -2), ("1/4", 0.25), ("-1 / 4", -0.25), ("1e-3/2", 0.0005), ("2**-0.5", 2**-0.5), ("2 ^ 10", 1024),
        ("10**3", 1000), ("0**0", 1), ("1/9 + 1/256", 1 / 9 + 1 / 256), ("1/2/4", 0.125), ("-2**2", -4), ("(1+2)*3", 9),
        ("2×3", 6), ("2·3", 6), ("sqrt(2)/2", 2**0.5 / 2), ("ln(10)", math.log(10)), ("log(10)", math.log(10)),
        ("exp(-1)", math.exp(-1)), ("2*pi", 2 * math.pi), ("11.5%", 0.115), ("1/4 %", 0.0025), ("+-3", -3),
    ],
)  # fmt: skip
def test_numbers_fractions_and_powers_are_read(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1/0",
        "0**-1",
        "9**99999",
        "1 2",
        "1.2.3",
        "./.",
        "0x10",
        "1,000.5",
        "½",
        "1e",
        "sqrt",
        "sqrt()",
        "sqrt(1, 2)",
        "sqrt(-1)",
        "(-8)**(1/3)",
        "pi()",
        "tan(1)",
        "1 if 1 else 2",
        "1//2",
        "(" * 150 + "1" + ")" * 150,
        "5%%",
        "%",
        "__import__('os')",
        "2**",
    ],
)
def test_what_is_no_number_is_answered_with_examples_of_numbers(text):
    with pytest.raises(UnreadableError) as error:
        read(text)
    assert str(error.value) == "that is not a number: write for example 0.5, 1e-3, 1/3 or 2**-0.5"


def test_percents_of_a_question_in_percent_are_its_unit():
    assert read("11.5%", "% of the weights") == read("11.5", "%") == 11.5


@pytest.mark.parametrize("text", ["nan", "inf", "-Infinity", "1e999", "9e307**1.1", "1e308/1e-308"])
def test_what_is_not_finite_is_refused(text):
    with pytest.raises(UnreadableError) as error:
        read(text)
    assert str(error.value) in {
        "that is not a finite number",
        "that is not a number: write for example 0.5, 1e-3, 1/3 or 2**-0.5",
    }


@pytest.mark.parametrize(("text", "point"), [("0,5", "0.5"), ("-1,25", "-1.25"), ("−1,25", "-1.25")])
def test_a_decimal_comma_is_shown_as_a_point(text, point):
    with pytest.raises(UnreadableError) as error:
        read(text)
    assert str(error.value) == f"write the decimal point as a point: {point}"


@given(text=st.text())
def test_any_text_gives_a_finite_number_or_a_sentence(text):
    try:
        assert math.isfinite(read(text))
    except UnreadableError as error:
        assert str(error).startswith(("that is not a", "write the decimal point"))  # noqa: PT017  both ends are right


@given(value=KEYS)
def test_what_python_prints_is_read_back(value):
    assert read(repr(value)) == value


# Judging


@pytest.mark.parametrize(
    ("value", "key", "tolerance", "expected"),
    [
        (1.36, 1.3628, {"digits": 3}, True),
        (1.35, 1.3628, {"digits": 3}, False),
        (1.4, 1.3628, {"digits": 2}, True),
        (1.4, 1.3628, {"digits": 3}, False),
        (1.3628, 1.3628, {"digits": 3}, True),
        (-1.36, 1.3628, {"digits": 3}, False),
        (0.00136, 0.0013628, {"digits": 3}, True),
        (136000, 136280, {"digits": 3}, True),
        (1000, 999.6, {"digits": 3}, True),
        (1000, 1004.9, {"digits": 3}, True),
        (0.004, 0, {"digits": 3}, True),
        (0.006, 0, {"digits": 3}, False),
        (7, 7, {"exact": True}, True),
        (7.0001, 7, {"exact": True}, False),
        (0.1 + 0.2, 0.3, {"exact": True}, True),
        (0, 0, {"exact": True}, True),
        (101, 100, {"rtol": 0.01}, True),
        (101.1, 100, {"rtol": 0.01}, False),
        (-101, -100, {"rtol": 0.01}, True),
        (100.5, 100, {"atol": 0.5}, True),
        (100.6, 100, {"atol": 0.5}, False),
    ],
)
def test_a_number_is_near_the_key_within_the_tolerance(value, key, tolerance, expected):
    assert near(value, key, Tolerance(**tolerance)) is expected


@given(key=KEYS, tolerance=st.sampled_from(DIGITS))
def test_the_key_rounded_to_the_digits_asked_for_is_right(key, tolerance):
    assert near(float(f"{key:.{tolerance.digits - 1}e}"), key, tolerance)


@given(key=KEYS, tolerance=TOLERANCES)
def test_the_key_as_it_is_shown_is_right_when_typed_in(key, tolerance):
    assert near(read(rounded(key, tolerance)), key, tolerance)


@pytest.mark.parametrize(
    ("key", "tolerance", "shown"),
    [
        (1.3628, {"digits": 3}, "1.36"),
        (1.0, {"digits": 3}, "1.00"),
        (100.0, {"digits": 3}, "100"),
        (0.00013628, {"digits": 2}, "0.00014"),
        (12345678901.0, {"exact": True}, "12345678901"),
        (0.25, {"exact": True}, "0.25"),
        (12345.678, {"atol": 0.5}, "12346"),
        (12345.678, {"atol": 0.01}, "12345.68"),
        (2 / 3, {"rtol": 0.01}, "0.6667"),
        (2 / 3, {"rtol": 1e-6}, "0.666667"),
        (25.0, {"rtol": 0.01}, "25"),
    ],
)
def test_the_key_is_shown_with_the_digits_that_matter(key, tolerance, shown):
    assert rounded(key, Tolerance(**tolerance)) == shown


@pytest.mark.parametrize(
    ("tolerance", "told"),
    [
        ({"digits": 1}, "1 significant digit"),
        ({"digits": 2}, "2 significant digits"),
        ({"rtol": 0.005}, "within 0.5 %"),
        ({"exact": True}, "exact"),
        ({"atol": 0.5}, "within 0.5"),
    ],
)
def test_the_tolerance_is_told(tolerance, told):
    assert precision(Tolerance(**tolerance)) == told


# The verdict


KEY = Key(2.0, (WrongNumber(4.0, "Divide by N.", "layer/forgotten", 0), WrongNumber(1.0, "Take the root.", None, 1)))


def test_a_right_number_earns_all_points():
    verdict = numbers.grade(number(points=4.0), 2.0, KEY)
    assert (verdict.status, verdict.score, verdict.max_score, verdict.feedback) == (Status.RIGHT, 4, 4, ())


def test_a_number_that_a_known_mistake_leads_to_is_told_which():
    verdict = numbers.grade(number(), 4.0, KEY)
    assert (verdict.status, verdict.score) == (Status.WRONG, 0)
    assert (verdict.feedback, verdict.diagnosis) == (("Divide by N.",), ("layer/forgotten",))


def test_a_known_mistake_without_a_name_has_feedback_only():
    verdict = numbers.grade(number(), 1.0, KEY)
    assert (verdict.feedback, verdict.diagnosis) == (("Take the root.",), ())


def test_another_wrong_number_has_no_feedback():
    verdict = numbers.grade(number(), 3.0, KEY)
    assert (verdict.status, verdict.feedback, verdict.diagnosis) == (Status.WRONG, (), ())
