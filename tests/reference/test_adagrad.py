"""Adagrad against PyTorch over ten steps, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.adagrad import adagrad_step, inputs
from tests.reference import optimizers


@pytest.mark.parametrize("options", [{}, {"lr": 0.3, "eps": 1e-3}])
def test_ten_steps_agree_with_pytorch(options):
    optimizers.assert_it_agrees_with_pytorch(adagrad_step, lambda optim: optim.Adagrad, **options)


def test_a_step_changes_none_of_its_arguments():
    optimizers.assert_it_is_pure(adagrad_step)


def test_float32_stays_float32():
    optimizers.assert_float32_stays_float32(adagrad_step)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_weight_is_on_its_own(seed):
    optimizers.assert_every_weight_is_on_its_own(adagrad_step, seed)


def test_in_a_constant_gradient_the_steps_fall_with_the_root_of_their_number():
    w = np.array([0.0, 0.0])
    weights = optimizers.weights_after_each_step(adagrad_step, w, np.tile([5.0, -1e3], (50, 1)), lr=0.1)
    number = np.arange(2, 51)[:, None]
    np.testing.assert_allclose(np.diff(weights, axis=0), np.array([-0.1, 0.1]) / np.sqrt(number), rtol=1e-9)


def test_the_first_step_has_the_length_lr_whatever_the_gradient():
    w, dw, state = inputs(np.random.default_rng(0), 3, 4).values()
    after, _ = adagrad_step(w, dw, state, lr=0.1, eps=0.0)
    np.testing.assert_allclose(after - w, -0.1 * np.sign(dw), rtol=1e-12)
