"""Softmax against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.softmax import inputs, softmax_backward, softmax_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("shape", [(7,), (4, 3), (2, 3, 1, 5)])
def test_it_agrees_with_pytorch(shape):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = 3 * rng.standard_normal(shape)
    y, cache = softmax_forward(x)
    dy = rng.standard_normal(shape)
    dx = softmax_backward(dy, cache)

    t = tensors({"x": x})
    expected = torch.softmax(t["x"], dim=-1)
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(softmax_forward, softmax_backward, inputs(rng, *sizes), ("x",), rng)


@pytest.mark.filterwarnings("error")
@given(
    x=st.lists(st.sampled_from([-1000.0, 1000.0, 0.0, 1.0]), min_size=3, max_size=3),
    y=st.lists(st.sampled_from([-1000.0, 1000.0, 0.0, 1.0]), min_size=3, max_size=3),
)
def test_every_row_sums_to_1_at_logits_of_plus_and_minus_1000(x, y):
    p, cache = softmax_forward(np.array([x, y]))
    assert np.all(p >= 0)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-15)
    assert np.all(np.isfinite(softmax_backward(np.array([x, y]), cache)))


@given(seed=st.integers(0, 2**32 - 1))
def test_adding_a_number_to_a_row_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    x = inputs(rng, 4, 5)["x"]
    shifted = x + 100 * rng.standard_normal((4, 1))
    np.testing.assert_allclose(softmax_forward(shifted)[0], softmax_forward(x)[0], rtol=1e-12)


@given(seed=st.integers(0, 2**32 - 1))
def test_log_ratios_of_the_outputs_are_differences_of_the_inputs(seed):
    x = inputs(np.random.default_rng(seed), 4, 5)["x"]
    y, _ = softmax_forward(x)
    np.testing.assert_allclose(np.log(y[:, 1:] / y[:, :1]), x[:, 1:] - x[:, :1], atol=1e-12)


@given(seed=st.integers(0, 2**32 - 1))
def test_the_rows_of_its_gradient_sum_to_0(seed):
    rng = np.random.default_rng(seed)
    y, cache = softmax_forward(inputs(rng, 4, 5)["x"])
    np.testing.assert_allclose(softmax_backward(rng.standard_normal(y.shape), cache).sum(axis=-1), 0, atol=1e-14)
