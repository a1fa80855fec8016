"""A prediction is held against a curve that the runner has computed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.grading.keys import Keys, NoKeyError
from quizdl.grading.predict import CurveKey, WrongPrediction, change, direction, grade
from quizdl.model.kinds.predict import Axis, Predict, WrongDirection
from quizdl.model.verdict import Status

THREE = Axis(label="x", values=(1, 2, 3))


def question(curve, **changes):
    fields = {
        "id": "t/q", "type": "predict", "prompt": "?", "source": "derivation", "layer": "scale", "x": THREE, "y": "y",
        "curve": curve, **changes,
    }  # fmt: skip
    return Predict(**fields)


def key(bank, item, seed=0):
    with Keys(bank) as keys:
        return keys.key(item, seed)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((1, 2), "up"),
        ((2, 1), "down"),
        ((1, 1), "same"),
        ((0, 0), "same"),
        ((1, 1.04), "same"),
        ((1, 1.06), "up"),
        ((-1, -1.06), "down"),
        ((1, 0.96), "same"),
        ((0, 1e-9), "up"),
        ((1, 100, 1.5), "same"),
        ((-2, 2), "up"),
    ],
)
def test_a_curve_goes_where_it_ends_seen_from_where_it_begins(values, expected):
    assert direction(values, 0.05) == expected


def test_the_share_that_counts_can_be_stated():
    assert direction((1, 1.5), 0.5) == "same"
    assert direction((1, 1.02), 0.01) == "up"


@given(st.lists(st.floats(-1e300, 1e300), min_size=2))
def test_a_change_is_a_share(values):
    assert -2 <= change(values) <= 2


def test_the_curve_is_computed_over_x_the_params_and_the_layer(bank):
    curve = "[scale_forward(array([v]), k, offset=1)[0][0] for v in x]  # all of them"
    found = key(bank, question(curve, params={"k": (2,)}))
    assert found == CurveKey(THREE, "y", (3.0, 5.0, 7.0), "up", ())
    assert key(bank, question("1 / x")).values == (1, 1 / 2, 1 / 3)
    assert key(bank, question("[zeros(n).size for n in x]")).values == (1, 2, 3)


def test_a_misconception_goes_where_its_own_curve_goes(bank):
    wrong = (
        WrongDirection(misconception="scale/no-offset"),
        WrongDirection(answer="up", says="Not {{k}} times."),
        WrongDirection(answer="up", misconception="scale/explosive"),
    )
    curve = "[scale_forward(array([1.0]), 1, offset=-v * k)[0][0] for v in x]"
    found = key(bank, question(curve, params={"k": (2,)}, wrong=wrong))
    assert found.values == (-1, -3, -5)
    assert found.value == "down"
    assert found.wrong == (
        WrongPrediction("same", "The offset is added last.", "scale/no-offset"),
        WrongPrediction("up", "Not 2 times.", None),
        WrongPrediction("up", "It must not raise.", "scale/explosive"),
    )


@pytest.mark.parametrize(
    ("curve", "says"),
    [
        ("x / 0 if x else 0", "ValueError: The truth value"),
        ("[1 / 0 for v in x]", "`[1 / 0 for v in x]` raises ZeroDivisionError: division by zero"),
        ("x[0]", "`x[0]` is of shape (): one number for each of the 3 values of x is needed"),
        ("x[1:]", "`x[1:]` is of shape (2,): one number for each of the 3 values of x is needed"),
        ("'x'", "`'x'` is no list of numbers: one number for each of the 3 values of x is needed"),
        ("x * inf", "`x * inf` is not finite everywhere"),
    ],
)
def test_an_expression_that_gives_no_curve_says_why(bank, curve, says):
    with pytest.raises(NoKeyError) as error:
        key(bank, question(curve))
    assert says in str(error.value)


def test_a_misconception_that_raises_is_told_with_its_place(bank):
    wrong = (WrongDirection(answer="up", says="No."), WrongDirection(misconception="scale/explosive"))
    with pytest.raises(NoKeyError) as error:
        key(bank, question("[scale_forward(v, 1)[0] for v in x]", wrong=wrong))
    assert error.value.wrong == 1


KEY = CurveKey(THREE, "y", (2.0, 1.0), "down", (WrongPrediction("up", "It falls.", "layer/mistake"),))


def test_the_right_prediction_earns_all_points():
    verdict = grade(question("x", points=4.0), "down", KEY)
    assert (verdict.status, verdict.score, verdict.max_score, verdict.feedback) == (Status.RIGHT, 4, 4, ())


def test_a_prediction_that_a_known_mistake_leads_to_is_told_which():
    verdict = grade(question("x"), "up", KEY)
    assert (verdict.status, verdict.score) == (Status.WRONG, 0)
    assert (verdict.feedback, verdict.diagnosis) == (("It falls.",), ("layer/mistake",))
    verdict = grade(question("x"), "same", KEY)
    assert (verdict.status, verdict.feedback, verdict.diagnosis) == (Status.WRONG, (), ())
