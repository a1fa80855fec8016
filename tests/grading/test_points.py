"""Points are shared by weight, and nothing is paid for what takes no work."""

import numpy as np
import pytest

from quizdl.grading.code.plans.base import Expected
from quizdl.grading.code.points import Check, share_out
from quizdl.model.kinds.code import Case
from quizdl.model.verdict import Finding, Outcome

PASSED, FAILED, SKIPPED = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED
X = np.array([[1.0, 2.0]])


def check(result, outcome, *, weight=1.0, trivial=False, case="a case"):
    return Check(f"{result}, {case}", outcome, "" if outcome is PASSED else "why", weight, result, case, trivial)


def points(*checks, of=10.0):
    return [finding.points for finding in share_out(checks, of)]


def test_points_are_shared_by_weight():
    checks = check("y", PASSED, weight=3), check("dx", FAILED, weight=1), check("db", SKIPPED, weight=1)
    findings = share_out(checks, 10)
    assert [(finding.points, finding.max_points) for finding in findings] == [(6, 6), (0, 2), (0, 2)]


def test_a_check_becomes_a_finding_with_its_words_and_its_place():
    (finding,) = share_out([check("dx", FAILED)], 4)
    assert finding == Finding("dx, a case", FAILED, 0, 4, "why", "dx", "a case")


def test_checks_without_weight_are_worth_nothing():
    assert points(Check("the file runs", PASSED), check("y", PASSED)) == [0, 10]
    assert points(Check("the file runs", PASSED)) == [0]
    assert share_out([], 10) == ()


def test_a_trivial_check_pays_where_its_result_is_right_where_it_takes_work():
    assert points(check("dx", PASSED), check("dx", PASSED, trivial=True)) == [5, 5]


@pytest.mark.parametrize("outcome", [FAILED, SKIPPED])
def test_a_trivial_check_pays_nothing_where_its_result_is_right_there_only(outcome):
    _, trivial, other = share_out(
        [check("dx", outcome), check("dx", PASSED, trivial=True), check("y", PASSED)], points=9
    )
    assert (trivial.points, trivial.max_points, trivial.outcome) == (0, 3, PASSED)
    assert trivial.message == "dx is right, but pays only once it is right where that takes work, too"
    assert (other.points, other.message) == (3, "")


def test_a_trivial_check_that_failed_keeps_its_own_words():
    _, trivial = share_out([check("dx", FAILED), check("dx", FAILED, trivial=True)], 10)
    assert trivial.message == "why"


def test_a_result_that_is_trivial_everywhere_pays():
    assert points(check("mean", PASSED, trivial=True), check("mean", PASSED, trivial=True)) == [5, 5]


def expected(y, dx):
    case = Case(name="a case", sizes={})
    return Expected(case, {"x": X, "b": np.ones(2)}, {"y": 3 * X}, {"y": y, "dx": dx})


@pytest.mark.parametrize(
    ("right", "trivial"),
    [
        (np.zeros((1, 2)), True),
        (X, True),
        (3 * X, True),
        (np.ones(2), True),
        (2 * X, False),
        (X.reshape(-1), True),
        (X[0][:1], False),
        (np.array([[0.0, 1.0]]), False),
    ],
    ids=["zeros", "input", "upstream", "another-input", "work", "another-shape", "a-part", "some-zeros"],
)
def test_zeros_and_inputs_as_they_came_take_no_work(right, trivial):
    assert ("y" in expected(right, 2 * X).trivial) is trivial
    assert ("dx" in expected(2 * X, right).trivial) is trivial
