"""Leaky ReLU against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.leaky_relu import inputs, leaky_relu_backward, leaky_relu_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 1, 5)])
@pytest.mark.parametrize("slope", [0.01, 0.3, 0.0])
def test_it_agrees_with_pytorch(shape, slope):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal(shape)
    y, cache = leaky_relu_forward(x, slope=slope)
    dy = rng.standard_normal(shape)
    dx = leaky_relu_backward(dy, cache)

    t = tensors({"x": x})
    expected = torch.nn.functional.leaky_relu(t["x"], slope)
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(
    sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    slope=st.floats(0, 1),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, slope, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(leaky_relu_forward, leaky_relu_backward, inputs(rng, *sizes), ("x",), rng, slope=slope)


def test_at_0_the_gradient_is_the_slope_as_in_pytorch():
    from tests.reference.oracle import tensors, torch

    _, cache = leaky_relu_forward(np.zeros(1), slope=0.2)
    t = tensors({"x": np.zeros(1)})
    torch.nn.functional.leaky_relu(t["x"], 0.2).sum().backward()
    np.testing.assert_array_equal(leaky_relu_backward(np.ones(1), cache), t["x"].grad)


def test_its_slope_is_one_hundredth_unless_given():
    np.testing.assert_array_equal(leaky_relu_forward(np.array([-100.0, 100.0]))[0], [-1, 100])


@given(seed=st.integers(0, 2**32 - 1), slope=st.floats(0.01, 0.99))
def test_the_inverse_slope_undoes_it(seed, slope):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    y, _ = leaky_relu_forward(x, slope=slope)
    np.testing.assert_allclose(leaky_relu_forward(y, slope=1 / slope)[0], x, rtol=1e-14)
