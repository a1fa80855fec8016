"""Group norm against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.groupnorm import groupnorm_backward, groupnorm_forward, inputs
from reference.instancenorm import instancenorm_backward, instancenorm_forward
from reference.layernorm import layernorm_backward, layernorm_forward
from tests.reference.derivatives import assert_gradients_match

WITH_GRADIENT = ("x", "gamma", "beta")


@pytest.mark.parametrize("sizes", [(3, 6), (1, 6, 4, 3), (2, 12, 1, 5), (4, 6, 3, 3)])
@pytest.mark.parametrize("options", [{"groups": 1}, {"groups": 2}, {"groups": 3, "eps": 1e-2}])
def test_it_agrees_with_pytorch(sizes, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = groupnorm_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx, dgamma, dbeta = groupnorm_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.group_norm(
        t["x"], options["groups"], t["gamma"], t["beta"], options.get("eps", 1e-5)
    )
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dgamma": dgamma, "dbeta": dbeta},
        {"y": expected, "dx": t["x"].grad, "dgamma": t["gamma"].grad, "dbeta": t["beta"].grad},
    )


@given(
    groups=st.integers(1, 3),
    channels=st.integers(2, 3),
    rest=st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 4)),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(groups, channels, rest, seed):
    rng = np.random.default_rng(seed)
    N, *positions = rest
    arguments = inputs(rng, N, groups * channels, *positions)
    assert_gradients_match(
        groupnorm_forward, groupnorm_backward, arguments, WITH_GRADIENT, rng, groups=groups, eps=1e-2
    )


@given(seed=st.integers(0, 2**32 - 1))
def test_before_the_affine_step_every_group_has_mean_0_and_variance_1(seed):
    x = inputs(np.random.default_rng(seed), 3, 6, 2, 4)["x"]
    y, _ = groupnorm_forward(x, np.ones(6), np.zeros(6), groups=3, eps=1e-12)
    for first in (0, 2, 4):  # groups are pairs of neighbors
        np.testing.assert_allclose(y[:, first : first + 2].mean(axis=(1, 2, 3)), 0, atol=1e-12)
        np.testing.assert_allclose(y[:, first : first + 2].var(axis=(1, 2, 3)), 1, atol=1e-6)


@given(seed=st.integers(0, 2**32 - 1))
def test_one_group_is_layer_norm_over_channels_and_positions(seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, 3, 4, 2, 5)
    dy = rng.standard_normal((3, 4, 2, 5))
    y, cache = groupnorm_forward(**arguments, groups=1)
    dx, dgamma, dbeta = groupnorm_backward(dy, cache)

    flat = arguments["x"].reshape(3, 40)
    gamma, beta = np.repeat(arguments["gamma"], 10), np.repeat(arguments["beta"], 10)  # one entry per position
    layer_y, layer_cache = layernorm_forward(flat, gamma, beta)
    layer_dx, layer_dgamma, layer_dbeta = layernorm_backward(dy.reshape(3, 40), layer_cache)
    np.testing.assert_allclose(y.reshape(3, 40), layer_y, atol=1e-12)
    np.testing.assert_allclose(dx.reshape(3, 40), layer_dx, atol=1e-12)
    np.testing.assert_allclose(dgamma, layer_dgamma.reshape(4, 10).sum(axis=1), atol=1e-12)
    np.testing.assert_allclose(dbeta, layer_dbeta.reshape(4, 10).sum(axis=1), atol=1e-12)


@given(seed=st.integers(0, 2**32 - 1))
def test_as_many_groups_as_channels_are_instance_norm(seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, 2, 3, 4, 2)
    dy = rng.standard_normal((2, 3, 4, 2))
    y, cache = groupnorm_forward(**arguments, groups=3)
    instance_y, instance_cache = instancenorm_forward(**arguments)
    np.testing.assert_allclose(y, instance_y, atol=1e-12)
    pairs = zip(groupnorm_backward(dy, cache), instancenorm_backward(dy, instance_cache), strict=True)
    for gradient, instance_gradient in pairs:
        np.testing.assert_allclose(gradient, instance_gradient, atol=1e-11)
