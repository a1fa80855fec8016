"""Instance norm against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.instancenorm import inputs, instancenorm_backward, instancenorm_forward
from tests.reference.derivatives import assert_gradients_match

WITH_GRADIENT = ("x", "gamma", "beta")


@pytest.mark.parametrize("sizes", [(3, 2, 5), (1, 3, 4, 5), (4, 1, 3, 2), (2, 3, 1, 6)])
@pytest.mark.parametrize("options", [{}, {"eps": 1e-2}])
def test_it_agrees_with_pytorch(sizes, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = instancenorm_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx, dgamma, dbeta = instancenorm_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.instance_norm(t["x"], weight=t["gamma"], bias=t["beta"], **options)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dgamma": dgamma, "dbeta": dbeta},
        {"y": expected, "dx": t["x"].grad, "dgamma": t["gamma"].grad, "dbeta": t["beta"].grad},
    )


@given(
    sizes=st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(2, 5))
    | st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(2, 4), st.integers(1, 4)),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(
        instancenorm_forward, instancenorm_backward, inputs(rng, *sizes), WITH_GRADIENT, rng, eps=1e-2
    )


@given(seed=st.integers(0, 2**32 - 1))
def test_before_the_affine_step_every_channel_of_every_example_has_mean_0_and_variance_1(seed):
    x = inputs(np.random.default_rng(seed), 3, 2, 4, 5)["x"]
    y, _ = instancenorm_forward(x, np.ones(2), np.zeros(2), eps=1e-12)
    np.testing.assert_allclose(y.mean(axis=(2, 3)), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=(2, 3)), 1, atol=1e-9)


@given(seed=st.integers(0, 2**32 - 1))
def test_the_contrast_and_the_brightness_of_a_channel_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, 2, 3, 4, 5)
    contrast, brightness = rng.uniform(0.1, 10, (2, 3, 1, 1)), rng.standard_normal((2, 3, 1, 1))
    before, _ = instancenorm_forward(**arguments, eps=0.0)
    after, _ = instancenorm_forward(**arguments | {"x": contrast * arguments["x"] + brightness}, eps=0.0)
    np.testing.assert_allclose(after, before, atol=1e-10)
