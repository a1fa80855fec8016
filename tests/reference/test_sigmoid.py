"""Sigmoid against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.sigmoid import inputs, sigmoid_backward, sigmoid_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 1, 5)])
def test_it_agrees_with_pytorch(shape):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal(shape)
    y, cache = sigmoid_forward(x)
    dy = rng.standard_normal(shape)
    dx = sigmoid_backward(dy, cache)

    t = tensors({"x": x})
    expected = torch.sigmoid(t["x"])
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(sigmoid_forward, sigmoid_backward, inputs(rng, *sizes), ("x",), rng)


@given(seed=st.integers(0, 2**32 - 1))
def test_the_values_at_x_and_minus_x_sum_to_1(seed):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    np.testing.assert_allclose(sigmoid_forward(x)[0] + sigmoid_forward(-x)[0], 1, rtol=1e-15)


@given(seed=st.integers(0, 2**32 - 1))
def test_the_log_odds_of_its_output_are_its_input(seed):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    y, _ = sigmoid_forward(x)
    np.testing.assert_allclose(np.log(y / (1 - y)), x, atol=1e-10)


@pytest.mark.filterwarnings("error")
def test_far_out_it_is_0_or_1_with_gradient_0_and_without_a_warning():
    y, cache = sigmoid_forward(np.array([-1000.0, 1000.0]))
    np.testing.assert_array_equal(y, [0, 1])
    np.testing.assert_array_equal(sigmoid_backward(np.ones(2), cache), [0, 0])


def test_its_slope_is_steepest_at_0_where_it_is_one_quarter():
    _, cache = sigmoid_forward(np.array([-0.1, 0.0, 0.1]))
    left, middle, right = sigmoid_backward(np.ones(3), cache)
    assert middle == 0.25 > max(left, right)
