"""Spatial dropout against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.spatial_dropout import inputs, spatial_dropout_backward, spatial_dropout_forward
from tests.reference.chance import assert_share
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("training", [True, False])
def test_it_agrees_with_pytorch_up_to_the_draw(p, training):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = inputs(rng, 6, 5, 3, 2)["x"]
    y, cache = spatial_dropout_forward(x, p=p, training=training, rng=rng)
    dy = rng.standard_normal(y.shape)
    dx = spatial_dropout_backward(dy, cache)

    of_ones = torch.nn.functional.dropout2d(torch.ones(1, 1000, 1, 1, dtype=torch.float64), p, training)
    scale = of_ones.max()  # the factor by which torch enlarges what it keeps
    kept = torch.tensor((y != 0).all(axis=(2, 3), keepdims=True))
    t = tensors({"x": x})
    expected = t["x"] * kept * scale
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(
    sizes=st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)),
    p=st.floats(0, 0.9),
    training=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward_under_the_same_draw(sizes, p, training, seed):
    def forward(x):
        return spatial_dropout_forward(x, p=p, training=training, rng=np.random.default_rng(seed))

    rng = np.random.default_rng(seed)
    assert_gradients_match(forward, spatial_dropout_backward, inputs(rng, *sizes), ("x",), rng)


@given(seed=st.integers(0, 2**32 - 1), p=st.floats(0, 0.9))
def test_at_inference_it_is_the_identity_and_draws_nothing(seed, p):
    x = inputs(np.random.default_rng(seed), 2, 3, 2, 2)["x"]
    y, cache = spatial_dropout_forward(x, p=p, training=False, rng=None)
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(spatial_dropout_backward(x, cache), x)


@given(seed=st.integers(0, 2**32 - 1), p=st.floats(0, 0.9))
def test_backward_drops_what_forward_dropped(seed, p):
    rng = np.random.default_rng(seed)
    ones = np.ones((5, 8, 2, 3))
    y, cache = spatial_dropout_forward(ones, p=p, training=True, rng=rng)
    np.testing.assert_array_equal(spatial_dropout_backward(ones, cache), y)


@pytest.mark.parametrize("p", [0.1, 0.3, 0.5, 0.8])
def test_whole_channels_are_kept_with_probability_1_minus_p_and_divided_by_it(p):
    y, _ = spatial_dropout_forward(np.ones((200, 300, 2, 2)), p=p, training=True, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(y, np.broadcast_to(y[:, :, :1, :1], y.shape))  # positions share their fate
    kept = y[:, :, 0, 0] != 0
    np.testing.assert_allclose(y[:, :, 0, 0][kept], 1 / (1 - p), rtol=1e-15)
    assert_share(kept.sum(), kept.size, 1 - p)


def test_channels_and_examples_are_dropped_independently():
    p = 0.3
    y, _ = spatial_dropout_forward(np.ones((400, 400, 1, 1)), p=p, training=True, rng=np.random.default_rng(2))
    kept = y[:, :, 0, 0] != 0
    both = (1 - p) ** 2  # disjoint pairs, so that they are independent draws
    assert_share((kept[::2] & kept[1::2]).sum(), kept.size // 2, both)
    assert_share((kept[:, ::2] & kept[:, 1::2]).sum(), kept.size // 2, both)


def test_sequences_of_vectors_lose_whole_channels_too():
    y, _ = spatial_dropout_forward(np.ones((50, 20, 7)), p=0.5, training=True, rng=np.random.default_rng(3))
    assert set(y.sum(axis=2).ravel().tolist()) == {0.0, 14.0}
