"""The hyperbolic tangent against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.tanh import inputs, tanh_backward, tanh_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 1, 5)])
def test_it_agrees_with_pytorch(shape):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal(shape)
    y, cache = tanh_forward(x)
    dy = rng.standard_normal(shape)
    dx = tanh_backward(dy, cache)

    t = tensors({"x": x})
    expected = torch.tanh(t["x"])
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(tanh_forward, tanh_backward, inputs(rng, *sizes), ("x",), rng)


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_odd_and_inverted_by_the_logarithm_of_a_ratio(seed):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    y, _ = tanh_forward(x)
    np.testing.assert_array_equal(tanh_forward(-x)[0], -y)
    np.testing.assert_allclose(np.log((1 + y) / (1 - y)) / 2, x, atol=1e-9)


@pytest.mark.filterwarnings("error")
def test_far_out_it_is_minus_1_or_1_with_gradient_0():
    y, cache = tanh_forward(np.array([-1000.0, 1000.0]))
    np.testing.assert_array_equal(y, [-1, 1])
    np.testing.assert_array_equal(tanh_backward(np.ones(2), cache), [0, 0])


def test_its_slope_is_steepest_at_0_where_it_is_1():
    _, cache = tanh_forward(np.array([-0.1, 0.0, 0.1]))
    left, middle, right = tanh_backward(np.ones(3), cache)
    assert middle == 1 > max(left, right)
