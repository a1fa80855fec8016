"""Batch norm against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.batchnorm import batchnorm_backward, batchnorm_forward, inputs
from reference.instancenorm import instancenorm_backward, instancenorm_forward
from tests.reference.derivatives import assert_gradients_match

SIZES = [(7, 3), (3, 1), (5, 4, 3, 2), (1, 3, 4, 5), (4, 2, 1, 6)]
WITH_GRADIENT = ("x", "gamma", "beta")


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("options", [{}, {"eps": 1e-2, "momentum": 0.3}])
def test_it_agrees_with_pytorch(sizes, training, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, mean, var, cache = batchnorm_forward(**arguments, training=training, **options)
    dy = rng.standard_normal(y.shape)
    dx, dgamma, dbeta = batchnorm_backward(dy, cache)

    t = tensors(arguments)
    buffers = t["running_mean"].detach(), t["running_var"].detach()  # updated in place
    expected = torch.nn.functional.batch_norm(
        t["x"], *buffers, t["gamma"], t["beta"], training, options.get("momentum", 0.1), options.get("eps", 1e-5)
    )
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "mean": mean, "var": var, "dx": dx, "dgamma": dgamma, "dbeta": dbeta},
        {"y": expected, "mean": buffers[0], "var": buffers[1]}
        | {"dx": t["x"].grad, "dgamma": t["gamma"].grad, "dbeta": t["beta"].grad},
    )


@given(
    sizes=st.tuples(st.integers(2, 6), st.integers(1, 5))
    | st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(2, 4), st.integers(1, 4)),
    training=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, training, seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, *sizes)
    assert_gradients_match(
        batchnorm_forward, batchnorm_backward, arguments, WITH_GRADIENT, rng, training=training, eps=1e-2
    )


@given(seed=st.integers(0, 2**32 - 1))
def test_before_the_affine_step_the_mean_is_0_and_the_variance_1(seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, 6, 3, 4, 2) | {"gamma": np.ones(3), "beta": np.zeros(3)}
    y, *_ = batchnorm_forward(**arguments, training=True, eps=1e-12)
    np.testing.assert_allclose(y.mean(axis=(0, 2, 3)), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=(0, 2, 3)), 1, atol=1e-9)


def test_a_minibatch_of_one_gives_beta_and_leaves_running_var_alone():
    arguments = inputs(np.random.default_rng(1), 1, 3)
    y, _, var, cache = batchnorm_forward(**arguments, training=True)
    np.testing.assert_array_equal(y[0], arguments["beta"])
    np.testing.assert_array_equal(var, arguments["running_var"])
    dx, _, _ = batchnorm_backward(np.ones((1, 3)), cache)
    np.testing.assert_array_equal(dx, np.zeros((1, 3)))


def test_with_two_examples_and_no_eps_every_output_is_plus_or_minus_1_and_dx_is_0():
    x = np.array([[1.0, -4.0], [3.0, 2.0]])
    y, _, _, cache = batchnorm_forward(x, np.ones(2), np.zeros(2), np.zeros(2), np.ones(2), training=True, eps=0.0)
    np.testing.assert_allclose(y, [[-1, -1], [1, 1]], rtol=1e-15)
    dx, _, _ = batchnorm_backward(np.array([[0.3, -2.0], [1.7, 0.1]]), cache)
    np.testing.assert_allclose(dx, np.zeros((2, 2)), atol=1e-15)


@given(seed=st.integers(0, 2**32 - 1), a=st.floats(0.01, 100))
def test_without_eps_it_ignores_the_scale_of_the_weights_before_it_and_dw_shrinks_by_that_scale(seed, a):
    rng = np.random.default_rng(seed)
    x, w, dy = rng.standard_normal((8, 4)), rng.standard_normal((4, 3)), rng.standard_normal((8, 3))
    arguments = inputs(rng, 8, 3)
    y, _, _, cache = batchnorm_forward(**arguments | {"x": x @ w}, training=True, eps=0.0)
    scaled_y, _, _, scaled_cache = batchnorm_forward(**arguments | {"x": x @ (a * w)}, training=True, eps=0.0)
    np.testing.assert_allclose(scaled_y, y, atol=1e-10)
    dw = x.T @ batchnorm_backward(dy, cache)[0]
    scaled_dw = x.T @ batchnorm_backward(dy, scaled_cache)[0]
    np.testing.assert_allclose(a * scaled_dw, dw, rtol=1e-8, atol=1e-8 * np.max(np.abs(dw)))


@given(seed=st.integers(0, 2**32 - 1))
def test_on_a_single_image_it_is_instance_norm(seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, 1, 3, 4, 5)
    dy = rng.standard_normal((1, 3, 4, 5))
    y, _, _, cache = batchnorm_forward(**arguments, training=True)
    instance_y, instance_cache = instancenorm_forward(arguments["x"], arguments["gamma"], arguments["beta"])
    np.testing.assert_allclose(y, instance_y, atol=1e-12)
    for actual, expected in zip(batchnorm_backward(dy, cache), instancenorm_backward(dy, instance_cache), strict=True):
        np.testing.assert_allclose(actual, expected, atol=1e-11)
