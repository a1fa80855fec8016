"""Stochastic gradient descent against PyTorch over ten steps, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.sgd import inputs, sgd_step
from tests.reference import optimizers


@pytest.mark.parametrize("options", [{}, {"lr": 0.3}, {"lr": 0.1, "weight_decay": 0.2}])
def test_ten_steps_agree_with_pytorch(options):
    optimizers.assert_it_agrees_with_pytorch(sgd_step, lambda optim: optim.SGD, **options)


def test_a_step_changes_none_of_its_arguments():
    optimizers.assert_it_is_pure(sgd_step)


def test_float32_stays_float32():
    optimizers.assert_float32_stays_float32(sgd_step)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_weight_is_on_its_own(seed):
    optimizers.assert_every_weight_is_on_its_own(sgd_step, seed)


def test_weight_decay_is_the_gradient_of_the_penalty():
    w, dw, state = inputs(np.random.default_rng(0), 3, 4).values()
    penalized, _ = sgd_step(w, dw, state, lr=0.1, weight_decay=0.2)
    by_hand, _ = sgd_step(w, dw + 0.2 * w, state, lr=0.1)
    np.testing.assert_allclose(penalized, by_hand, rtol=1e-14)


def test_it_reaches_the_minimum_of_a_parabola_in_one_step_of_one_over_the_curvature():
    w, _ = sgd_step(np.array([3.0]), 4 * np.array([3.0 - 1.0]), None, lr=1 / 4)  # 2 * (w - 1)^2
    np.testing.assert_array_equal(w, [1.0])
