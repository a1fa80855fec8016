"""GELU against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.gelu import gelu_backward, gelu_forward, inputs
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 1, 5)])
@pytest.mark.parametrize("approximate", [False, True])
def test_it_agrees_with_pytorch(shape, approximate):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal(shape)
    y, cache = gelu_forward(x, approximate=approximate)
    dy = rng.standard_normal(shape)
    dx = gelu_backward(dy, cache)

    t = tensors({"x": x})
    expected = torch.nn.functional.gelu(t["x"], approximate="tanh" if approximate else "none")
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_the_backward_of_the_tanh_form_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(gelu_forward, gelu_backward, inputs(rng, *sizes), ("x",), rng, approximate=True)


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_the_backward_of_the_exact_form_is_the_derivative_of_its_forward(sizes, seed):
    """By central differences: math.erf takes no complex numbers. They are good to about 1e-9 here."""
    rng, h = np.random.default_rng(seed), 1e-5
    x = inputs(rng, *sizes)["x"]
    dy = rng.standard_normal(sizes)
    dx = gelu_backward(dy, gelu_forward(x)[1])
    for direction in rng.standard_normal((3, *sizes)):
        ahead, behind = gelu_forward(x + h * direction)[0], gelu_forward(x - h * direction)[0]
        along = np.sum(dy * (ahead - behind)) / (2 * h)
        size = np.linalg.norm(dy) * np.linalg.norm(direction)  # |dx| could be near 0: the slope of GELU has a zero
        assert abs(along - np.sum(dx * direction)) <= 1e-8 * size


def test_the_exact_form_is_x_times_the_normal_distribution_function():
    y, _ = gelu_forward(np.array([1.0, -1.0, 2.0]))
    below = np.array([0.8413447460685429, 0.15865525393145705, 0.9772498680518208])  # of a table
    np.testing.assert_allclose(y, np.array([1, -1, 2]) * below, rtol=1e-14)


@pytest.mark.parametrize("approximate", [False, True])
@given(seed=st.integers(0, 2**32 - 1))
def test_the_values_at_x_and_minus_x_differ_by_x(seed, approximate):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    difference = gelu_forward(x, approximate=approximate)[0] - gelu_forward(-x, approximate=approximate)[0]
    np.testing.assert_allclose(difference, x, atol=1e-14)


def test_the_two_forms_differ_by_at_most_5e_4_but_do_differ():
    x = np.linspace(-8, 8, 4001)
    gap = np.abs(gelu_forward(x)[0] - gelu_forward(x, approximate=True)[0]).max()
    assert 4e-4 < gap < 5e-4


@pytest.mark.parametrize("approximate", [False, True])
@pytest.mark.filterwarnings("error")
def test_far_out_it_is_relu(approximate):
    y, cache = gelu_forward(np.array([-1000.0, 0.0, 1000.0]), approximate=approximate)
    np.testing.assert_array_equal(y, [0, 0, 1000])
    np.testing.assert_array_equal(gelu_backward(np.ones(3), cache), [0, 0.5, 1])
