"""SiLU against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.silu import inputs, silu_backward, silu_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 1, 5)])
def test_it_agrees_with_pytorch(shape):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal(shape)
    y, cache = silu_forward(x)
    dy = rng.standard_normal(shape)
    dx = silu_backward(dy, cache)

    t = tensors({"x": x})
    expected = torch.nn.functional.silu(t["x"])
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(silu_forward, silu_backward, inputs(rng, *sizes), ("x",), rng)


@given(seed=st.integers(0, 2**32 - 1))
def test_the_values_at_x_and_minus_x_differ_by_x(seed):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    np.testing.assert_allclose(silu_forward(x)[0] - silu_forward(-x)[0], x, rtol=1e-12, atol=1e-14)


@pytest.mark.filterwarnings("error")
def test_far_out_it_is_relu():
    y, cache = silu_forward(np.array([-1000.0, 0.0, 1000.0]))
    np.testing.assert_array_equal(y, [0, 0, 1000])
    np.testing.assert_array_equal(silu_backward(np.ones(3), cache), [0, 0.5, 1])


def test_its_only_minimum_lies_left_of_0():
    x = np.linspace(-6, 6, 1201)
    y, cache = silu_forward(x)
    slopes = silu_backward(np.ones_like(x), cache)
    (crossing,) = np.flatnonzero((slopes[:-1] < 0) & (slopes[1:] >= 0))
    assert abs(x[crossing] + 1.278) < 0.011
    assert abs(y.min() + 0.278) < 0.001
