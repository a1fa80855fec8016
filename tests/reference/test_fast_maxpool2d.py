"""The fast form of max pooling against the readable one: equal to the last bit in the forward, ties included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import maxpool2d
from reference.fast import maxpool2d as fast
from tests.reference.test_maxpool2d import CASES, layers


@given(layer=layers(), ties=st.booleans(), seed=st.integers(0, 2**32 - 1))
def test_it_agrees_with_the_readable_form(layer, ties, seed):
    assert_same(*layer, ties, seed)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize(("shape", "options"), CASES)
def test_it_agrees_with_the_readable_form_on_the_cases_that_pytorch_judges(shape, options, ties):
    assert_same(shape, options, ties, 0)


def test_it_agrees_with_the_readable_form_on_windows_of_more_than_255_pixels():
    assert_same((1, 2, 21, 40), {"kernel": (17, 20), "stride": 1}, False, 0)


def test_whole_numbers_are_pooled_too():
    y, _ = fast.maxpool2d_forward(np.array([[[[-4, -3], [-2, -1]]]]), kernel=2, padding=1)
    assert y.tolist() == [[[[-4, -3], [-2, -1]]]]


def test_float32_stays_float32():
    x = maxpool2d.inputs(np.random.default_rng(0), 2, 3, 6, 5)["x"].astype(np.float32)
    y, cache = fast.maxpool2d_forward(x, kernel=3, stride=2, padding=1)
    assert y.dtype == fast.maxpool2d_backward(y, cache).dtype == np.float32


def test_it_leaves_its_arguments_as_they_were():
    (x,) = maxpool2d.inputs(np.random.default_rng(0), 2, 3, 6, 5).values()
    before = x.copy()
    y, cache = fast.maxpool2d_forward(x, kernel=2)
    dy = y.copy()
    fast.maxpool2d_backward(dy, cache)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(dy, y)


def assert_same(shape, options, ties, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-3, 0, shape).astype(float) if ties else rng.standard_normal(shape)
    y, cache = maxpool2d.maxpool2d_forward(x, **options)
    fast_y, fast_cache = fast.maxpool2d_forward(x, **options)
    np.testing.assert_array_equal(fast_y, y)
    dy = rng.standard_normal(y.shape)
    expected, actual = maxpool2d.maxpool2d_backward(dy, cache), fast.maxpool2d_backward(dy, fast_cache)
    np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-12)  # only the order of additions may differ
