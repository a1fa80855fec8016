"""Two answers are alike where they differ by rounding only, by chance only, or fail in the same way."""

import numpy as np
import pytest

from quizdl.grading.code.answers import Failed, Miscounted, Misshapen, Needs, alike, misshapen
from quizdl.runner.replies import Failure, Oddity, Reason

ROW = np.array([1.0, 2.0, 4.0])
NAN, INF = float("nan"), float("inf")


def same(one, other, condition=1.0, within=None):
    return alike(np.asarray(one), np.asarray(other), condition, within)


# Arrays


@pytest.mark.parametrize(("error", "expected"), [(0, True), (1e-10, True), (-1e-10, True), (1e-8, False)])
def test_arrays_are_alike_but_for_rounding(error, expected):
    assert same(ROW * (1 + error), ROW) is expected
    assert same(ROW, ROW * (1 + error)) is expected


@pytest.mark.parametrize(("condition", "expected"), [(1, False), (1e6, False), (1e7, True)])
def test_rounding_is_worse_where_the_inputs_cost_precision(condition, expected):
    assert same(ROW * (1 + 1e-7), ROW, condition) is expected


@pytest.mark.parametrize("one", ["f4", "f2"])
@pytest.mark.parametrize("other", ["f4", "f8"])
def test_one_answer_in_single_precision_is_enough_for_its_tolerance(one, other):
    third = np.array([2.0, 4.0, 8.0])
    assert same((third * (1 + 3e-6)).astype("f4"), third.astype(other))
    assert same(third.astype(other), (third * (1 + 3e-6)).astype("f4"))
    assert same(third.astype(one), (third * (1 + 3e-6)).astype("f4"))
    assert not same(third.astype(one), (third * 1.01).astype(other))


def test_answers_in_double_precision_have_no_such_tolerance():
    assert not same(ROW, ROW * (1 + 1e-6))


@pytest.mark.parametrize("value", [NAN, INF, -INF])
def test_what_is_not_finite_equals_itself(value):
    assert same([1.0, value], [1.0, value])
    assert same([value, value], [value, value])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([NAN, 1], [1, NAN]),
        ([NAN, 1], [NAN, 2]),
        ([NAN, 1], [1, 1]),
        ([1, 1], [INF, 1]),
        ([INF, 1], [-INF, 1]),
        ([NAN, 1], [INF, 1]),
    ],
)
def test_what_is_not_finite_has_to_stand_in_the_same_places(one, other):
    assert not same(one, other)
    assert not same(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [([1.0], 1.0), ([[1.0, 2.0]], [1.0, 2.0]), ([], [[]]), ([1.0, 1.0], [1.0]), ([0.0], [])]
)
def test_arrays_of_different_shapes_are_not_alike(one, other):
    assert not same(one, other)
    assert not same(other, one)


def test_arrays_without_numbers_are_alike():
    assert same(np.empty((0, 3)), np.empty((0, 3)))


def test_zeros_are_held_to_the_tolerance_itself():
    assert same([0.0, 1e-10], [0.0, 0.0])
    assert not same([0.0, 1e-8], [0.0, 0.0])


def test_integers_and_truth_values_are_numbers():
    assert same([True, False], [1.0, 0.0])
    assert same(np.array([1, 2], "u1"), [1.0, 2.0])
    assert not same(np.array([1, 2], "u1"), [2.0, 1.0])


@pytest.mark.parametrize(("within", "expected"), [(0.2, True), (0.05, False), (0.0, False), (None, False)])
def test_statistics_may_differ_by_chance(within, expected):
    assert same([1.0, 100.0], [1.1, 100.1], within=within) is expected


def test_chance_is_no_matter_of_scale_or_of_precision():
    assert not same([1e6], [1e6 + 1], within=0.5)
    assert same([1e-9], [0.3], within=0.5)
    assert not same(np.array([1.0], "f4"), np.array([1.001], "f4"), within=1e-4)


def test_a_statistic_that_is_not_a_number_is_that_of_a_mistake_that_has_none_either():
    assert same(NAN, NAN, within=0.1)
    assert not same(NAN, 0.0, within=0.1)


# Reasons why there is none


RAISED = Failure(Reason.RAISED, "ValueError", "no", 3)
REASONS = [
    Oddity("none"),
    Oddity("other", "dict"),
    Failed("f", RAISED),
    Miscounted("f", 2),
    Misshapen("y", (3,), (4,)),
    Needs("f"),
    np.array(1.0),
]


@pytest.mark.parametrize("one", range(len(REASONS)))
@pytest.mark.parametrize("other", range(len(REASONS)))
def test_a_reason_is_alike_to_itself_only(one, other):
    assert alike(REASONS[one], REASONS[other], 1.0) is (one == other)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Failed("f", Failure(Reason.RAISED, "ValueError", "yes", 99)), True),
        (Failed("g", RAISED), False),
        (Failed("f", Failure(Reason.RAISED, "TypeError", "no", 3)), False),
        (Failed("f", Failure(Reason.ENDED, "ValueError", "no", 3)), False),
    ],
)
def test_failures_are_alike_in_their_function_and_their_kind_whatever_they_say(other, expected):
    assert alike(Failed("f", RAISED), other, 1.0) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Oddity("other", "dict"), Oddity("other", "set")),
        (Miscounted("f", 2), Miscounted("f", 3)),
        (Miscounted("f", 2), Miscounted("g", 2)),
        (Needs("f"), Needs("g")),
        (Misshapen("y", (3,), (4,)), Misshapen("w", (3,), (4,))),
        (Misshapen("y", (3,), (4,)), Misshapen("y", (2,), (4,))),
        (Misshapen("y", (3,), (4,)), Misshapen("y", Oddity("none"), (4,))),
        (Misshapen("y", Oddity("none"), (4,)), Misshapen("y", Oddity("masked"), (4,))),
    ],
)
def test_reasons_of_one_kind_differ_in_what_they_tell(one, other):
    assert not alike(one, other, 1.0)
    assert alike(one, one, 1.0)


# What has another shape than statistics are made of


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (0,)])
def test_an_array_of_the_shape_expected_stands_for_itself(shape):
    assert misshapen("y", np.ones(shape), shape) is None


@pytest.mark.parametrize(
    ("found", "wanted"), [((), (1,)), ((3, 2), (2, 3)), ((6,), (2, 3)), ((1, 3), (3,)), ((0,), ())]
)
def test_an_array_of_another_shape_is_told_with_both(found, wanted):
    assert misshapen("y", np.ones(found), wanted) == Misshapen("y", found, wanted)


def test_what_is_no_array_is_told_with_the_shape_expected():
    assert misshapen("w", Oddity("none"), (2, 3)) == Misshapen("w", Oddity("none"), (2, 3))


@pytest.mark.parametrize("answer", [Failed("f", RAISED), Miscounted("f", 2), Needs("f")])
def test_a_reason_why_there_is_no_result_stays_what_it_is(answer):
    assert misshapen("y", answer, (2, 3)) is answer
