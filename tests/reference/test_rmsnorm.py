"""RMS norm against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.layernorm import layernorm_forward
from reference.rmsnorm import inputs, rmsnorm_backward, rmsnorm_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(7, 3), (1, 5), (4, 3, 2), (2, 2)])
@pytest.mark.parametrize("eps", [1e-5, 1e-2])
def test_it_agrees_with_pytorch(sizes, eps):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = rmsnorm_forward(**arguments, eps=eps)
    dy = rng.standard_normal(y.shape)
    dx, dgamma = rmsnorm_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.rms_norm(t["x"], t["gamma"].shape, t["gamma"], eps)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dgamma": dgamma},
        {"y": expected, "dx": t["x"].grad, "dgamma": t["gamma"].grad},
    )


@given(
    sizes=st.tuples(st.integers(1, 5), st.integers(1, 6))
    | st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 3)),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(rmsnorm_forward, rmsnorm_backward, inputs(rng, *sizes), ("x", "gamma"), rng, eps=1e-2)


@given(seed=st.integers(0, 2**32 - 1))
def test_before_scaling_the_mean_square_of_every_row_is_1(seed):
    x = inputs(np.random.default_rng(seed), 4, 6, 3)["x"]
    y, _ = rmsnorm_forward(x, np.ones(6), eps=1e-12)
    np.testing.assert_allclose((y**2).mean(axis=-1), 1, atol=1e-8)


@given(seed=st.integers(0, 2**32 - 1))
def test_on_rows_of_mean_0_it_is_layer_norm_without_a_shift(seed):
    arguments = inputs(np.random.default_rng(seed), 4, 6)
    x = arguments["x"] - arguments["x"].mean(axis=1, keepdims=True)
    y, _ = rmsnorm_forward(x, arguments["gamma"])
    expected, _ = layernorm_forward(x, arguments["gamma"], np.zeros(6))
    np.testing.assert_allclose(y, expected, atol=1e-12)


@given(seed=st.integers(0, 2**32 - 1), a=st.floats(0.01, 100))
def test_without_eps_scaling_a_row_changes_nothing_and_shifting_it_does(seed, a):
    arguments = inputs(np.random.default_rng(seed), 3, 5)
    before, _ = rmsnorm_forward(**arguments, eps=0.0)
    scaled, _ = rmsnorm_forward(a * arguments["x"], arguments["gamma"], eps=0.0)
    shifted, _ = rmsnorm_forward(arguments["x"] + 5, arguments["gamma"], eps=0.0)
    np.testing.assert_allclose(scaled, before, atol=1e-12)
    assert np.max(np.abs(shifted - before)) > 1e-3
