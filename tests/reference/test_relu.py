"""ReLU against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.relu import inputs, relu_backward, relu_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 1, 5)])
def test_it_agrees_with_pytorch(shape):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal(shape)
    y, cache = relu_forward(x)
    dy = rng.standard_normal(shape)
    dx = relu_backward(dy, cache)

    t = tensors({"x": x})
    expected = torch.relu(t["x"])
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(relu_forward, relu_backward, inputs(rng, *sizes), ("x",), rng)


def test_at_0_the_output_and_the_gradient_are_0_as_in_pytorch():
    from tests.reference.oracle import tensors, torch

    y, cache = relu_forward(np.array([0.0, -0.0]))
    np.testing.assert_array_equal(y, [0, 0])
    t = tensors({"x": np.array([0.0, -0.0])})
    torch.relu(t["x"]).sum().backward()
    np.testing.assert_array_equal(relu_backward(np.ones(2), cache), t["x"].grad)


@given(seed=st.integers(0, 2**32 - 1), a=st.floats(0.01, 100))
def test_it_is_idempotent_and_scales_with_its_input(seed, a):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    y, _ = relu_forward(x)
    np.testing.assert_array_equal(relu_forward(y)[0], y)
    np.testing.assert_allclose(relu_forward(a * x)[0], a * y, rtol=1e-15)


@given(seed=st.integers(0, 2**32 - 1))
def test_the_positive_parts_of_x_and_minus_x_make_up_x(seed):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    np.testing.assert_array_equal(relu_forward(x)[0] - relu_forward(-x)[0], x)


def test_backward_leaves_dy_as_it_was():
    dy = np.array([1.0, -2.0])
    _, cache = relu_forward(np.array([-1.0, 1.0]))
    np.testing.assert_array_equal(relu_backward(dy, cache), [0, -2])
    np.testing.assert_array_equal(dy, [1, -2])
