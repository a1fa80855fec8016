"""AdamW against PyTorch over ten steps, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.adamw import adamw_step, inputs
from tests.reference import optimizers


@pytest.mark.parametrize(
    "options", [{}, {"lr": 0.3, "beta1": 0.8, "beta2": 0.9, "eps": 1e-3, "weight_decay": 0.2}, {"weight_decay": 0.0}]
)
def test_ten_steps_agree_with_pytorch(options):
    optimizers.assert_it_agrees_with_pytorch(adamw_step, lambda optim: optim.AdamW, **options)


def test_a_step_changes_none_of_its_arguments():
    optimizers.assert_it_is_pure(adamw_step)


def test_float32_stays_float32():
    optimizers.assert_float32_stays_float32(adamw_step)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_weight_is_on_its_own(seed):
    optimizers.assert_every_weight_is_on_its_own(adamw_step, seed)


def test_without_a_gradient_a_step_takes_the_share_lr_times_weight_decay():
    w = inputs(np.random.default_rng(0), 3, 4)["w"]
    after, _ = adamw_step(w, 0 * w, None, lr=0.1, weight_decay=0.5)
    np.testing.assert_allclose(after, 0.95 * w, rtol=1e-14)


def test_the_decay_does_not_depend_on_the_size_of_the_gradients():
    w, dw, _ = inputs(np.random.default_rng(0), 3, 4).values()
    for size in (1e-3, 1.0, 1e3):
        with_decay, _ = adamw_step(w, size * dw, None, lr=0.1, weight_decay=0.5)
        without, _ = adamw_step(w, size * dw, None, lr=0.1, weight_decay=0.0)
        np.testing.assert_allclose(without - with_decay, 0.05 * w, rtol=1e-12)
