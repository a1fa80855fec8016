"""Dropout against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.dropout import dropout_backward, dropout_forward, inputs
from tests.reference.chance import assert_share
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
def test_in_training_it_agrees_with_pytorch_up_to_the_draw(p):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = inputs(rng, 40, 50)["x"]
    y, cache = dropout_forward(x, p=p, training=True, rng=rng)
    dy = rng.standard_normal(y.shape)
    dx = dropout_backward(dy, cache)

    (of_ones,) = torch.nn.functional.dropout(torch.ones(1, 1000, dtype=torch.float64), p)
    scale = of_ones.max()  # the factor by which torch enlarges what it keeps
    t = tensors({"x": x})
    expected = t["x"] * torch.tensor(y != 0) * scale
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
def test_at_inference_it_agrees_with_pytorch(p):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = inputs(rng, 4, 5)["x"]
    y, cache = dropout_forward(x, p=p, training=False, rng=rng)
    dy = rng.standard_normal(y.shape)
    t = tensors({"x": x})
    expected = torch.nn.functional.dropout(t["x"], p, training=False)
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dropout_backward(dy, cache)}, {"y": expected, "dx": t["x"].grad})


@given(
    sizes=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    p=st.floats(0, 0.9),
    training=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward_under_the_same_draw(sizes, p, training, seed):
    def forward(x):
        return dropout_forward(x, p=p, training=training, rng=np.random.default_rng(seed))

    rng = np.random.default_rng(seed)
    assert_gradients_match(forward, dropout_backward, inputs(rng, *sizes), ("x",), rng)


@given(seed=st.integers(0, 2**32 - 1), p=st.floats(0, 0.9))
def test_at_inference_it_is_the_identity_and_draws_nothing(seed, p):
    x = inputs(np.random.default_rng(seed), 3, 4)["x"]
    y, cache = dropout_forward(x, p=p, training=False, rng=None)
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(dropout_backward(x, cache), x)


@given(seed=st.integers(0, 2**32 - 1), p=st.floats(0, 0.9))
def test_backward_drops_what_forward_dropped(seed, p):
    rng = np.random.default_rng(seed)
    ones = np.ones((20, 30))
    y, cache = dropout_forward(ones, p=p, training=True, rng=rng)
    np.testing.assert_array_equal(dropout_backward(ones, cache), y)


@pytest.mark.parametrize("p", [0.1, 0.3, 0.5, 0.8])
def test_the_mean_stays_because_a_share_1_minus_p_is_kept_and_divided_by_1_minus_p(p):
    ones = np.ones((200, 500))
    y, _ = dropout_forward(ones, p=p, training=True, rng=np.random.default_rng(1))
    kept = y != 0
    np.testing.assert_allclose(y[kept], 1 / (1 - p), rtol=1e-15)
    assert_share(kept.sum(), kept.size, 1 - p)


def test_units_and_examples_are_dropped_independently():
    ones, p = np.ones((400, 400)), 0.3
    y, _ = dropout_forward(ones, p=p, training=True, rng=np.random.default_rng(2))
    kept = y != 0
    both = (1 - p) ** 2  # disjoint pairs, so that they are independent draws
    assert_share((kept[::2] & kept[1::2]).sum(), kept.size // 2, both)
    assert_share((kept[:, ::2] & kept[:, 1::2]).sum(), kept.size // 2, both)


def test_every_call_draws_anew():
    ones, rng = np.ones((30, 30)), np.random.default_rng(3)
    first, _ = dropout_forward(ones, p=0.5, training=True, rng=rng)
    second, _ = dropout_forward(ones, p=0.5, training=True, rng=rng)
    assert_share(((first != 0) & (second != 0)).sum(), ones.size, 0.25)
