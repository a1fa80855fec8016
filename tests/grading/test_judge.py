"""One answer becomes one judgment, with the sentence that its kind asks for."""

from types import SimpleNamespace

import numpy as np
import pytest

from quizdl.grading.code.answers import Failed, Miscounted, Mislisted, Misshapen, Needs, Untold
from quizdl.grading.code.judge import judge
from quizdl.grading.code.plans.base import Expected
from quizdl.grading.code.plans.weights import MEAN, VARIANCE
from quizdl.model.kinds.code import Case, Limits
from quizdl.model.layer import Function
from quizdl.model.verdict import Outcome
from quizdl.runner.replies import Failure, Oddity, Reason

PASSED, FAILED, SKIPPED = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED
ROW = np.array([1.0, 2.0, 4.0])
FORWARD, BACKWARD = (
    Function(name, (), {}, results, f"def {name}():", "")
    for name, results in (("f_forward", ("y", "cache")), ("f_backward", ("dx", "dw")))
)
PLAN = SimpleNamespace(function=lambda label: BACKWARD if label.startswith("d") else FORWARD)
SOURCE = "first\nsecond = 1 / 0"


def judged(label, answer, inputs=None, **within):
    right = {"y": ROW, "dx": 2 * ROW, MEAN: np.array(0.5), VARIANCE: np.array(-1.0)}
    expected = Expected(
        Case(name="a case", sizes={}), inputs or {}, {}, right, within={MEAN: 0.1, VARIANCE: 0.1} | within
    )
    answer = np.asarray(answer) if isinstance(answer, float | list) else answer
    return judge(label, answer, expected, PLAN, SOURCE, Limits(seconds=2.5, memory_mb=512))


# Values


@pytest.mark.parametrize("answer", [ROW, ROW * (1 + 1e-12), ROW.astype("f4"), ROW.astype("u1"), ROW.tolist()])
def test_a_right_value_is_passed_without_a_word(answer):
    assert judged("y", answer) == (PASSED, "")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (ROW * 1.05, "y is off by 5 % (normwise), most at [2]"),
        (ROW * (1 + 1e-7), "y is off by 1.0e-07 (normwise), most at [2]"),
        (ROW[None], "the numbers are right, but y has shape (1, 3) instead of (3,)"),
        (ROW[:2], "y has shape (2,), expected (3,)"),
        (0 * ROW, "y is all zeros"),
        (ROW * np.nan, "3 of 3 values of y are NaN or infinite, the first at [0]"),
    ],
    ids=["off", "nearly", "one-more-axis", "shorter", "zeros", "nan"],
)
def test_a_wrong_value_is_told_by_what_is_wrong_with_it(answer, says):
    assert judged("y", answer) == (FAILED, says)


def test_every_label_has_its_own_right_value():
    assert judged("dx", ROW) == (FAILED, "dx is off by 50 % (normwise), most at [2]")
    assert judged("dx", 2 * ROW) == (PASSED, "")


def test_inputs_that_cost_precision_are_considered():
    far = {"x": 1e8 + ROW}
    assert judged("y", ROW * (1 + 1e-7))[0] is FAILED
    assert judged("y", ROW * (1 + 1e-7), far) == (PASSED, "")


# Statistics


@pytest.mark.parametrize(("answer", "outcome"), [(0.5, PASSED), (0.59, PASSED), (0.41, PASSED), (0.61, FAILED)])
def test_a_statistic_may_be_as_far_off_as_chance_carries_it(answer, outcome):
    assert judged(MEAN, answer)[0] is outcome


def test_a_right_statistic_is_passed_without_a_word():
    assert judged(MEAN, 0.5) == (PASSED, "")


def test_a_wrong_statistic_is_told_by_its_own_sentence():
    assert judged(MEAN, 2.0) == (FAILED, "the mean of w is 2 standard deviations, expected about 0.5")


@pytest.mark.parametrize("answer", [float("nan"), float("inf"), float("-inf")])
def test_a_statistic_that_is_not_finite_is_wrong(answer):
    assert judged(VARIANCE, answer)[0] is FAILED


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ((2,), "y has shape (2,), expected (3, 5)"),
        ((), "y has shape (), expected (3, 5)"),
        (Oddity("none"), "y is None, expected an array of real numbers of shape (3, 5)"),
        (Oddity("masked"), "y is a masked array: return a plain array, with every number visible"),
    ],
)
@pytest.mark.parametrize("label", [MEAN, "y", "dx"])
def test_what_has_no_statistics_is_told_by_the_shape_that_it_should_have(label, found, says):
    assert judged(label, Misshapen("y", found, (3, 5))) == (FAILED, says)


def test_chance_is_given_to_its_own_label_only():
    assert judged("y", ROW + 0.05, y=0.1) == (PASSED, "")
    assert judged("y", ROW + 0.05)[0] is FAILED


# No arrays


@pytest.mark.parametrize("label", ["y", "dx", MEAN])
def test_what_needs_another_function_is_skipped(label):
    assert judged(label, Needs("f_forward")) == (SKIPPED, "needs f_forward")


@pytest.mark.parametrize("label", ["y", "dx", MEAN])
def test_what_cannot_be_told_is_skipped_with_the_reason(label):
    assert judged(label, Untold("not to be seen")) == (SKIPPED, "not to be seen")


def test_what_is_no_list_of_arrays_is_told_by_the_name_of_the_list():
    assert judged("y", Mislisted("ys", 2, 1)) == (FAILED, "ys holds 2 arrays, expected a list of 1 array")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Oddity("none"), "y is None, expected an array of real numbers of shape (3,)"),
        (Oddity("masked"), "y is a masked array: return a plain array, with every number visible"),
        (Oddity("other", "dict"), "y is of type dict, expected an array of real numbers of shape (3,)"),
    ],
)
def test_what_is_no_array_is_told_by_its_kind(answer, says):
    assert judged("y", answer) == (FAILED, says)


def test_the_name_in_a_sentence_is_that_of_the_result_without_its_statistic():
    assert judged(MEAN, Oddity("masked"))[1].startswith("w is a masked array")


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        (Failure(Reason.RAISED, "ValueError", "no", 2), "f_forward raises ValueError: no (line 2: `second = 1 / 0`)"),
        (Failure(Reason.TIMED_OUT), "f_forward did not finish: 2.5 seconds for all cases are used up"),
        (Failure(Reason.RAISED, "MemoryError"), "f_forward asks for more memory than the 512 MB allowed"),
    ],
    ids=["raised", "timed-out", "memory"],
)
def test_a_failure_is_told_with_the_line_and_the_limits(failure, says):
    assert judged("y", Failed("f_forward", failure)) == (FAILED, says)


def test_a_failure_names_the_function_that_failed_whatever_the_label():
    assert judged("dx", Failed("helper", Failure(Reason.RAISED, "ValueError")))[1] == "helper raises ValueError"


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("y", "f_forward returns 3 values, expected 2: y, cache"),
        ("dx", "f_backward returns 3 values, expected 2: dx, dw"),
    ],
)
def test_another_number_of_results_is_told_with_the_names_of_those_of_the_label(label, says):
    assert judged(label, Miscounted("whatever", 3)) == (FAILED, says)
