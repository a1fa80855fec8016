"""Nesterov momentum against PyTorch over ten steps, and against its definition."""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.nesterov import inputs, nesterov_step
from tests.reference import optimizers


@pytest.mark.parametrize("options", [{"momentum": 0.9}, {"lr": 0.3, "momentum": 0.5}])
def test_ten_steps_agree_with_pytorch(options):
    optimizers.assert_it_agrees_with_pytorch(
        nesterov_step, lambda optim: functools.partial(optim.SGD, nesterov=True), **options
    )


def test_a_step_changes_none_of_its_arguments():
    optimizers.assert_it_is_pure(nesterov_step)


def test_float32_stays_float32():
    optimizers.assert_float32_stays_float32(nesterov_step)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_weight_is_on_its_own(seed):
    optimizers.assert_every_weight_is_on_its_own(nesterov_step, seed)


@given(seed=st.integers(0, 2**32 - 1))
def test_its_weights_are_the_look_ahead_points_of_the_textbook_form(seed):
    lr, momentum = 0.1, 0.9
    curvature, (w, *_) = np.array([0.5, 2.0, 8.0]), inputs(np.random.default_rng(seed), 1, 3)["w"]
    theta, velocity, state = w, np.zeros(3), None  # the loss is sum(curvature * w^2) / 2
    for _ in range(20):
        velocity = momentum * velocity - lr * curvature * (theta + momentum * velocity)
        theta = theta + velocity
        w, state = nesterov_step(w, curvature * w, state, lr=lr, momentum=momentum)
        np.testing.assert_allclose(w, theta + momentum * velocity, rtol=1e-10, atol=1e-14)


def test_without_momentum_it_is_plain_gradient_descent():
    w, dw, state = inputs(np.random.default_rng(0), 3, 4).values()
    after, _ = nesterov_step(w, dw, state, lr=0.1, momentum=0.0)
    np.testing.assert_array_equal(after, w - 0.1 * dw)
