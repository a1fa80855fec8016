"""The fast form of the 2-D convolution against the readable one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import conv2d
from reference.fast import conv2d as fast
from tests.reference.derivatives import normwise
from tests.reference.test_conv2d import CASES, draw_inputs, layers


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_it_agrees_with_the_readable_form(layer, seed):
    assert_same(*layer, seed)


@pytest.mark.parametrize(("sizes", "options"), CASES)
def test_it_agrees_with_the_readable_form_on_the_cases_that_pytorch_judges(sizes, options):
    assert_same(sizes, options, 0)


def test_it_agrees_with_the_readable_form_at_the_size_of_the_benchmark():
    assert_same({"N": 2, "C": 64, "H": 16, "W": 16, "F": 64, "kh": 3, "kw": 3}, {"padding": 1}, 0)


@pytest.mark.parametrize("stride", [1, 2])
def test_float32_stays_float32(stride):
    x, w, b = (
        value.astype(np.float32) for value in conv2d.inputs(np.random.default_rng(0), 2, 3, 6, 5, 4, 3, 2).values()
    )
    y, cache = fast.conv2d_forward(x, w, b, stride=stride, padding=1)
    assert {value.dtype for value in (y, *fast.conv2d_backward(y, cache))} == {np.dtype(np.float32)}


def test_it_leaves_its_arguments_as_they_were():
    rng = np.random.default_rng(0)
    arguments = conv2d.inputs(rng, 2, 3, 6, 5, 4, 3, 2)
    before = {name: value.copy() for name, value in arguments.items()}
    y, cache = fast.conv2d_forward(**arguments, padding=1)
    dy = rng.standard_normal(y.shape)
    dy_before = dy.copy()
    fast.conv2d_backward(dy, cache)
    np.testing.assert_array_equal(dy, dy_before)
    for name, value in arguments.items():
        np.testing.assert_array_equal(value, before[name])


def assert_same(sizes, options, seed):
    rng = np.random.default_rng(seed)
    arguments = draw_inputs(rng, sizes, options)
    y, cache = conv2d.conv2d_forward(**arguments, **options)
    fast_y, fast_cache = fast.conv2d_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    expected = (y, *conv2d.conv2d_backward(dy, cache))
    actual = (fast_y, *fast.conv2d_backward(dy, fast_cache))
    errors = [normwise(a, e) for a, e in zip(actual, expected, strict=True)]
    assert max(errors) <= 1e-12, dict(zip(("y", "dx", "dw", "db"), errors, strict=True))
