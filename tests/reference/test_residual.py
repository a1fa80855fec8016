"""The residual block against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.residual import inputs, residual_backward, residual_forward
from tests.reference.derivatives import assert_gradients_match

NAMES = ("x", "w1", "b1", "w2", "b2")


@pytest.mark.parametrize("sizes", [(7, 3, 5), (1, 4, 2), (3, 1, 1)])
def test_it_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = residual_forward(**arguments)
    dy = rng.standard_normal(y.shape)
    gradients = residual_backward(dy, cache)

    t = tensors(arguments)
    expected = t["x"] + torch.relu(t["x"] @ t["w1"] + t["b1"]) @ t["w2"] + t["b2"]
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y} | dict(zip(NAMES, gradients, strict=True)),
        {"y": expected} | {name: t[name].grad for name in NAMES},
    )


@given(sizes=st.tuples(*[st.integers(1, 6)] * 3), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)  # a complex step works: which units are active depends on the real part alone
    assert_gradients_match(residual_forward, residual_backward, inputs(rng, *sizes), NAMES, rng)


def test_a_branch_that_ends_in_zeros_leaves_the_identity():
    rng = np.random.default_rng(0)
    arguments = inputs(rng, 4, 3, 5) | {"w2": np.zeros((5, 3)), "b2": np.zeros(3)}
    y, cache = residual_forward(**arguments)
    np.testing.assert_array_equal(y, arguments["x"])
    dy = rng.standard_normal(y.shape)
    dx, dw1, db1, dw2, _ = residual_backward(dy, cache)
    np.testing.assert_array_equal(dx, dy)
    assert not dw1.any()
    assert not db1.any()
    assert dw2.any()


def test_where_every_hidden_unit_is_off_the_gradient_still_passes_the_skip():
    rng = np.random.default_rng(0)
    _, cache = residual_forward(**inputs(rng, 4, 3, 5) | {"b1": np.full(5, -100.0)})
    dy = rng.standard_normal((4, 3))
    dx, *_ = residual_backward(dy, cache)
    np.testing.assert_array_equal(dx, dy)


def test_nothing_follows_the_addition_so_outputs_may_be_negative():
    y, _ = residual_forward(np.array([[-3.0]]), np.zeros((1, 1)), np.zeros(1), np.zeros((1, 1)), np.array([1.0]))
    assert y.tolist() == [[-2.0]]


def test_at_exactly_0_the_relu_passes_no_gradient():
    one = np.ones((1, 1))
    _, cache = residual_forward(np.array([[2.0]]), one, np.array([-2.0]), one, np.zeros(1))
    dx, *_ = residual_backward(one, cache)
    assert dx.tolist() == [[1.0]]


def test_float32_stays_float32():
    arguments = {name: value.astype(np.float32) for name, value in inputs(np.random.default_rng(0), 4, 3, 5).items()}
    y, cache = residual_forward(**arguments)
    assert {value.dtype for value in (y, *residual_backward(y, cache))} == {np.dtype(np.float32)}
