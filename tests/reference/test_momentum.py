"""Momentum against PyTorch over ten steps, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.momentum import inputs, momentum_step
from tests.reference import optimizers


@pytest.mark.parametrize("options", [{"momentum": 0.9}, {"lr": 0.3, "momentum": 0.5}, {"lr": 0.1, "momentum": 0.0}])
def test_ten_steps_agree_with_pytorch(options):
    optimizers.assert_it_agrees_with_pytorch(momentum_step, lambda optim: optim.SGD, **options)


def test_a_step_changes_none_of_its_arguments():
    optimizers.assert_it_is_pure(momentum_step)


def test_float32_stays_float32():
    optimizers.assert_float32_stays_float32(momentum_step)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_weight_is_on_its_own(seed):
    optimizers.assert_every_weight_is_on_its_own(momentum_step, seed)


def test_in_a_constant_gradient_the_steps_grow_to_the_length_lr_over_1_minus_momentum():
    weights = optimizers.weights_after_each_step(momentum_step, np.zeros(1), np.ones((500, 1)), lr=0.1, momentum=0.9)
    np.testing.assert_allclose(weights[-1] - weights[-2], [-0.1 / (1 - 0.9)], rtol=1e-10)


def test_the_first_step_is_that_of_plain_gradient_descent():
    w, dw, state = inputs(np.random.default_rng(0), 3, 4).values()
    after, _ = momentum_step(w, dw, state, lr=0.1)
    np.testing.assert_array_equal(after, w - 0.1 * dw)


def test_the_default_keeps_nine_tenths_of_the_velocity():
    _, state = momentum_step(np.zeros(1), np.ones(1), None)
    w, _ = momentum_step(np.zeros(1), np.zeros(1), state)
    np.testing.assert_allclose(w, [-1e-3 * 0.9], rtol=1e-14)
