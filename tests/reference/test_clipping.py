"""Gradient clipping against PyTorch and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.clipping import clip_by_global_norm, inputs

SEED = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("max_norm", [0.1, 1.0, 100.0])
def test_it_agrees_with_pytorch_up_to_the_1e_6_that_pytorch_adds_to_the_norm(max_norm):
    from tests.reference.oracle import assert_agrees, torch

    gradients = inputs(np.random.default_rng(0), 3, 4)["gradients"]
    (a, b), norm = clip_by_global_norm(gradients, max_norm=max_norm)
    parameters = [torch.zeros(g.shape, dtype=torch.float64, requires_grad=True) for g in gradients]
    for parameter, g in zip(parameters, gradients, strict=True):
        parameter.grad = torch.tensor(g)
    expected = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    exact = (norm + 1e-6) / norm if norm > max_norm else 1.0
    first, second = (exact * parameter.grad for parameter in parameters)
    assert_agrees({"a": a, "b": b, "norm": norm}, {"a": first, "b": second, "norm": expected})


@given(max_norm=st.floats(1e-3, 100), seed=SEED)
def test_the_norm_becomes_max_norm_at_most_and_the_direction_stays(max_norm, seed):
    gradients = inputs(np.random.default_rng(seed), 3, 2)["gradients"]
    clipped, norm = clip_by_global_norm(gradients, max_norm=max_norm)
    before, after = (np.concatenate([g.ravel() for g in some]) for some in (gradients, clipped))
    np.testing.assert_allclose(norm, np.linalg.norm(before), rtol=1e-13)
    np.testing.assert_allclose(np.linalg.norm(after), min(norm, max_norm), rtol=1e-13)
    np.testing.assert_allclose(after / np.linalg.norm(after), before / norm, rtol=1e-12)


def test_short_gradients_are_returned_as_they_are_even_if_they_are_0():
    for gradients in ([np.array([0.3, -0.4])], [np.zeros(2), np.zeros((2, 2))]):
        clipped, _ = clip_by_global_norm(gradients, max_norm=1.0)
        for one, other in zip(clipped, gradients, strict=True):
            np.testing.assert_array_equal(one, other)


def test_float32_stays_float32():
    gradients = [np.full((2, 3), 5, dtype=np.float32), np.ones(3, dtype=np.float32)]
    clipped, norm = clip_by_global_norm(gradients, max_norm=1.0)
    assert {norm.dtype, *(g.dtype for g in clipped)} == {np.dtype(np.float32)}
