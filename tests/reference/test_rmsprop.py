"""RMSProp against PyTorch over ten steps, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.rmsprop import inputs, rmsprop_step
from tests.reference import optimizers


@pytest.mark.parametrize("options", [{}, {"lr": 0.3, "alpha": 0.9, "eps": 1e-3}])
def test_ten_steps_agree_with_pytorch(options):
    optimizers.assert_it_agrees_with_pytorch(rmsprop_step, lambda optim: optim.RMSprop, **options)


def test_a_step_changes_none_of_its_arguments():
    optimizers.assert_it_is_pure(rmsprop_step)


def test_float32_stays_float32():
    optimizers.assert_float32_stays_float32(rmsprop_step)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_weight_is_on_its_own(seed):
    optimizers.assert_every_weight_is_on_its_own(rmsprop_step, seed)


def test_in_a_constant_gradient_the_steps_go_from_ten_times_lr_to_lr():
    weights = optimizers.weights_after_each_step(rmsprop_step, np.zeros(1), np.full((3000, 1), 7.0), lr=0.1, eps=0.0)
    np.testing.assert_allclose(weights[0], [-0.1 / np.sqrt(1 - 0.99)], rtol=1e-12)
    np.testing.assert_allclose(weights[-1] - weights[-2], [-0.1], rtol=1e-9)


def test_the_size_of_the_gradients_does_not_matter():
    w, dw, state = inputs(np.random.default_rng(0), 3, 4).values()
    one, _ = rmsprop_step(w, dw, state, eps=0.0)
    other, _ = rmsprop_step(w, 100 * dw, state, eps=0.0)
    np.testing.assert_allclose(one, other, rtol=1e-14)
