"""Layer norm against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.layernorm import inputs, layernorm_backward, layernorm_forward
from tests.reference.derivatives import assert_gradients_match

WITH_GRADIENT = ("x", "gamma", "beta")


@pytest.mark.parametrize("sizes", [(7, 3), (1, 5), (4, 3, 2), (2, 6, 1)])
@pytest.mark.parametrize("options", [{}, {"eps": 1e-2}])
def test_it_agrees_with_pytorch(sizes, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = layernorm_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx, dgamma, dbeta = layernorm_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.layer_norm(t["x"], t["gamma"].shape, t["gamma"], t["beta"], **options)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dgamma": dgamma, "dbeta": dbeta},
        {"y": expected, "dx": t["x"].grad, "dgamma": t["gamma"].grad, "dbeta": t["beta"].grad},
    )


@given(
    sizes=st.tuples(st.integers(1, 5), st.integers(2, 6))
    | st.tuples(st.integers(1, 4), st.integers(2, 5), st.integers(1, 3)),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(layernorm_forward, layernorm_backward, inputs(rng, *sizes), WITH_GRADIENT, rng, eps=1e-2)


@given(seed=st.integers(0, 2**32 - 1))
def test_before_the_affine_step_every_row_has_mean_0_and_variance_1(seed):
    x = inputs(np.random.default_rng(seed), 4, 6, 3)["x"]
    y, _ = layernorm_forward(x, np.ones(6), np.zeros(6), eps=1e-12)
    np.testing.assert_allclose(y.mean(axis=-1), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=-1), 1, atol=1e-6)


@given(seed=st.integers(0, 2**32 - 1))
def test_no_example_sees_another_one(seed):
    arguments = inputs(np.random.default_rng(seed), 5, 4)
    together, _ = layernorm_forward(**arguments)
    for n in range(5):
        alone, _ = layernorm_forward(arguments["x"][n], arguments["gamma"], arguments["beta"])
        np.testing.assert_allclose(alone, together[n], rtol=1e-13, atol=1e-13)


@given(seed=st.integers(0, 2**32 - 1), a=st.floats(0.01, 100), b=st.floats(-10, 10))
def test_without_eps_scaling_and_shifting_a_row_changes_nothing(seed, a, b):
    x = inputs(np.random.default_rng(seed), 3, 8)["x"]
    before, _ = layernorm_forward(x, np.ones(8), np.zeros(8), eps=0.0)
    after, _ = layernorm_forward(a * x + b, np.ones(8), np.zeros(8), eps=0.0)
    np.testing.assert_allclose(after, before, atol=1e-9)
