"""Mean squared error against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.mse import inputs, mse_backward, mse_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(7, 3), (1, 4), (5, 1)])
def test_it_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = inputs(np.random.default_rng(0), *sizes)
    loss, cache = mse_forward(**arguments)
    dpredictions = mse_backward(-1.7, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.mse_loss(t["predictions"], t["targets"])
    (-1.7 * expected).backward()
    assert_agrees(
        {"loss": loss, "dpredictions": dpredictions}, {"loss": expected, "dpredictions": t["predictions"].grad}
    )


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(mse_forward, mse_backward, inputs(rng, *sizes), ("predictions",), rng)


@given(seed=st.integers(0, 2**32 - 1), offset=st.floats(-10, 10))
def test_a_constant_error_costs_its_square_and_no_error_costs_nothing(seed, offset):
    targets = inputs(np.random.default_rng(seed), 4, 3)["targets"]
    np.testing.assert_allclose(mse_forward(targets + offset, targets)[0], offset**2, rtol=1e-12, atol=1e-12)
    assert mse_forward(targets, targets)[0] == 0


@given(seed=st.integers(0, 2**32 - 1))
def test_the_mean_of_the_targets_is_the_best_constant(seed):
    targets = inputs(np.random.default_rng(seed), 4, 3)["targets"]
    constant = np.full((4, 3), targets.mean())
    loss, cache = mse_forward(constant, targets)
    np.testing.assert_allclose(loss, targets.var(), rtol=1e-12)
    np.testing.assert_allclose(mse_backward(1.0, cache).sum(), 0, atol=1e-14)
