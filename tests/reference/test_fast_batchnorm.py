"""The fast form of batch norm against the readable one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import batchnorm
from reference.fast import batchnorm as fast
from tests.reference.derivatives import normwise

NAMES = ("y", "running_mean", "running_var", "dx", "dgamma", "dbeta")


@given(
    sizes=st.tuples(st.integers(3, 40), st.integers(1, 5))
    | st.tuples(st.integers(1, 12), st.integers(1, 3), st.integers(2, 4), st.integers(2, 4)),
    training=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_it_agrees_with_the_readable_form(sizes, training, seed):
    assert_same(sizes, seed, training=training, momentum=0.3, eps=1e-3)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("sizes", [(256, 512), (250, 30), (127, 70), (4, 64, 16, 16), (3, 5, 50, 60), (64, 9, 7, 1)])
def test_it_agrees_with_the_readable_form_however_many_examples_make_up_a_row(sizes, training):
    assert_same(sizes, 0, training=training)


def test_a_minibatch_of_one_gives_beta_and_leaves_running_var_alone():
    arguments = batchnorm.inputs(np.random.default_rng(1), 1, 3)
    y, _, var, cache = fast.batchnorm_forward(**arguments, training=True)
    np.testing.assert_array_equal(y[0], arguments["beta"])
    np.testing.assert_array_equal(var, arguments["running_var"])
    np.testing.assert_array_equal(fast.batchnorm_backward(np.ones((1, 3)), cache)[0], np.zeros((1, 3)))


def test_far_from_zero_it_loses_no_more_digits_than_the_readable_form():
    rng = np.random.default_rng(2)
    arguments = batchnorm.inputs(rng, 64, 5)
    moved = arguments | {"x": arguments["x"] + 1e5}
    near, *_ = batchnorm.batchnorm_forward(**arguments, training=True)
    lost = normwise(batchnorm.batchnorm_forward(**moved, training=True)[0], near)
    assert normwise(fast.batchnorm_forward(**moved, training=True)[0], near) <= 2 * lost + 1e-12


@pytest.mark.parametrize("training", [True, False])
def test_float32_stays_float32(training):
    arguments = {k: v.astype(np.float32) for k, v in batchnorm.inputs(np.random.default_rng(3), 8, 3, 4, 5).items()}
    y, mean, var, cache = fast.batchnorm_forward(**arguments, training=training)
    assert {a.dtype for a in (y, mean, var, *fast.batchnorm_backward(y, cache))} == {np.dtype(np.float32)}


def test_a_transposed_view_is_as_good_as_an_array():
    rng = np.random.default_rng(4)
    arguments = batchnorm.inputs(rng, 6, 4, 5, 3)
    channels_last = np.ascontiguousarray(arguments["x"].transpose(0, 2, 3, 1))
    expected, *_ = batchnorm.batchnorm_forward(**arguments, training=True)
    y, *_ = fast.batchnorm_forward(**arguments | {"x": channels_last.transpose(0, 3, 1, 2)}, training=True)
    assert normwise(y, expected) <= 1e-12


def test_it_leaves_its_arguments_and_its_cache_as_they_were():
    rng = np.random.default_rng(5)
    arguments = batchnorm.inputs(rng, 8, 3)
    before = {name: value.copy() for name, value in arguments.items()}
    y, _, _, cache = fast.batchnorm_forward(**arguments, training=True)
    dy = rng.standard_normal(y.shape)
    dy_before = dy.copy()
    first, second = fast.batchnorm_backward(dy, cache), fast.batchnorm_backward(dy, cache)
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(dy, dy_before)
    for name, value in arguments.items():
        np.testing.assert_array_equal(value, before[name])


def assert_same(sizes, seed, **options):
    rng = np.random.default_rng(seed)
    arguments = batchnorm.inputs(rng, *sizes)
    *outputs, cache = batchnorm.batchnorm_forward(**arguments, **options)
    *fast_outputs, fast_cache = fast.batchnorm_forward(**arguments, **options)
    dy = rng.standard_normal(sizes)
    expected = (*outputs, *batchnorm.batchnorm_backward(dy, cache))
    actual = (*fast_outputs, *fast.batchnorm_backward(dy, fast_cache))
    errors = [normwise(a, e) for a, e in zip(actual, expected, strict=True)]
    assert max(errors) <= 1e-11, dict(zip(NAMES, errors, strict=True))
