"""Adam against PyTorch over ten steps, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.adam import adam_step, inputs
from tests.reference import optimizers


@pytest.mark.parametrize(
    "options", [{}, {"lr": 0.3, "beta1": 0.8, "beta2": 0.9, "eps": 1e-3}, {"beta1": 0.0, "beta2": 0.5}]
)
def test_ten_steps_agree_with_pytorch(options):
    optimizers.assert_it_agrees_with_pytorch(adam_step, lambda optim: optim.Adam, **options)


def test_a_step_changes_none_of_its_arguments():
    optimizers.assert_it_is_pure(adam_step)


def test_float32_stays_float32():
    optimizers.assert_float32_stays_float32(adam_step)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_weight_is_on_its_own(seed):
    optimizers.assert_every_weight_is_on_its_own(adam_step, seed)


def test_in_a_constant_gradient_every_step_has_the_length_lr():
    weights = optimizers.weights_after_each_step(
        adam_step, np.zeros(2), np.tile([3.0, -1e-3], (40, 1)), lr=0.1, eps=0.0
    )
    np.testing.assert_allclose(weights, np.outer(np.arange(1, 41), [-0.1, 0.1]), rtol=1e-10)


@given(seed=st.integers(0, 2**32 - 1))
def test_multiplying_all_gradients_by_a_number_changes_nothing(seed):
    w, gradients = optimizers.problem((5,), seed)
    gradients[:, 0] = 1  # 0 / 0 without eps
    one = optimizers.weights_after_each_step(adam_step, w, gradients, lr=0.1, eps=0.0)
    other = optimizers.weights_after_each_step(adam_step, w, 100 * gradients, lr=0.1, eps=0.0)
    np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-11)


def test_the_corrected_means_of_a_constant_gradient_are_that_gradient_and_its_square():
    w, dw, state = inputs(np.random.default_rng(0), 3, 4).values()
    for number in range(1, 6):
        w, state = adam_step(w, dw, state)
        m, v, t = state
        assert t == number
        np.testing.assert_allclose(m / (1 - 0.9**t), dw, rtol=1e-12)
        np.testing.assert_allclose(v / (1 - 0.999**t), dw**2, rtol=1e-11)
