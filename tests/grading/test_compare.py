"""Arrays are compared normwise, and the tolerance knows the precision of the answer and of the inputs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from quizdl.compare import Difference, condition, difference, tolerance

ROW = np.array([1.0, 2.0, 4.0])
NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)
ARRAYS = arrays_of.arrays(np.float64, arrays_of.array_shapes(max_dims=3, max_side=4), elements=NUMBERS)


def right(actual, expected=ROW, **options):
    return difference(np.asarray(actual), np.asarray(expected), **options).right


@given(expected=ARRAYS)
def test_an_array_is_what_it_is(expected):
    assert difference(expected, expected) == Difference(True, True, 0.0, (0,) * expected.ndim)


@given(expected=ARRAYS, seed=st.integers(0, 2**32 - 1))
def test_an_error_of_a_millionth_of_the_norm_is_seen_and_rounding_is_not(expected, seed):
    scale = np.max(np.abs(expected)) or 1.0
    step = np.zeros_like(expected)
    step.flat[seed % step.size] = scale
    assert right(expected + 1e-12 * step, expected)
    assert not right(expected + 1e-6 * step, expected)


def test_the_error_is_relative_to_the_largest_number_and_its_place_is_told():
    found = difference(np.array([1.0, 2.2, 4.0]), ROW)
    assert (found.same_shape, found.same_values, found.worst, found.not_finite) == (True, False, (1,), 0)
    assert found.error == pytest.approx(0.05)


def test_a_small_number_may_be_off_where_a_large_one_stands_beside_it():
    assert right([1e-9, 1e6], [2e-9, 1e6])


def test_zeros_are_held_to_the_tolerance_itself():
    zeros = np.zeros(3)
    assert right(zeros, zeros)
    assert right(zeros + 1e-10, zeros)
    assert difference(zeros + 0.25, zeros).error == 0.25


@pytest.mark.parametrize(("bad", "count"), [(np.nan, 1), (np.inf, 1), (-np.inf, 1), ([np.nan, np.inf], 2)])
def test_a_value_that_is_not_finite_is_counted_and_never_right(bad, count):
    actual = ROW.copy()
    actual[1 : 1 + count] = bad
    assert difference(actual, ROW) == Difference(True, False, float("inf"), (1,), count)


def test_nothing_is_equal_to_nothing():
    assert difference(np.empty((0, 3)), np.empty((0, 3))) == Difference(True, True, 0.0)
    assert not right(np.empty((0, 3)), np.empty((0, 4)))


@pytest.mark.parametrize("shape", [(1, 3), (3, 1), (1, 1, 3)])
def test_right_numbers_in_another_shape_are_recognized_and_not_right(shape):
    found = difference(ROW.reshape(shape), ROW)
    assert (found.same_shape, found.same_values, found.right) == (False, True, False)
    found = difference(-ROW.reshape(shape), ROW)
    assert (found.same_shape, found.same_values, found.right) == (False, False, False)
    assert difference(ROW, ROW.reshape(shape)).same_values


@pytest.mark.parametrize("shape", [(0,), (2,), (0, 3), (3, 3), ()])
def test_arrays_of_another_size_are_not_compared(shape):
    found = difference(np.ones(shape), ROW)
    assert (found.same_shape, found.same_values) == (False, False)
    assert np.isnan(found.error)


def test_a_number_is_no_array_of_one_number():
    assert not right(np.ones(()), np.ones(1))
    assert right(np.ones(()), np.ones(()))


def test_integers_and_truth_values_count_as_numbers():
    assert right(np.array([1, 2, 4], dtype=np.uint8))
    assert right(np.array([True, False]), np.array([1.0, 0.0]))
    assert not right(np.array([1, 2, 3]))


def test_numbers_beyond_every_scale_are_off_by_an_infinite_amount_without_a_warning():
    huge = np.array([1e308, 1.0])
    found = difference(huge, -huge)
    assert (found.same_values, found.error, found.worst) == (False, float("inf"), (0,))


def test_an_answer_in_single_precision_has_the_tolerance_of_its_rounding():
    assert right((ROW * (1 + 1e-6)).astype(np.float32))
    assert not right(ROW * (1 + 1e-6))
    assert not right((ROW * (1 + 1e-4)).astype(np.float32))


@pytest.mark.parametrize(
    ("dtype", "inputs_condition", "expected"),
    [
        (np.float64, 1, 1e-9),
        (np.int64, 1, 1e-9),
        (np.float32, 1, 1e-5),
        (np.float16, 1, 1e-5),
        (np.float64, 1e5, 64 * 2**-52 * 1e5),
        (np.float32, 1e5, 64 * 2**-23 * 1e5),
    ],
)
def test_the_tolerance_follows_from_the_precision_and_the_condition(dtype, inputs_condition, expected):
    assert tolerance(np.ones(3, dtype), inputs_condition) == pytest.approx(expected)


def test_inputs_far_from_zero_cost_digits():
    assert not right(ROW * (1 + 2e-9))
    assert right(ROW * (1 + 2e-9), inputs_condition=1e6)


def test_the_condition_is_the_offset_in_standard_deviations_and_at_least_1():
    x = np.array([-1.0, 1.0])
    assert condition([x]) == 1
    assert condition([x + 1e5, x]) == pytest.approx(1e5 + 1)
    assert condition([4 * x + 1e5]) == pytest.approx(1e5 / 4 + 1)
    assert condition([]) == 1


def test_constant_single_and_whole_inputs_say_nothing_about_the_condition():
    assert condition([np.full(3, 7.0), np.array([5.0]), np.array([1000, 1001])]) == 1
