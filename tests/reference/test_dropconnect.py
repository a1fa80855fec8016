"""DropConnect against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.dense import dense_backward, dense_forward
from reference.dropconnect import dropconnect_backward, dropconnect_forward, inputs
from tests.reference.chance import assert_share
from tests.reference.derivatives import assert_gradients_match


class KnownDraws:
    """A generator whose draws are known in advance, so that the masks are."""

    def __init__(self, draws):
        self.draws = draws

    def random(self, shape):
        assert shape == self.draws.shape
        return self.draws


@pytest.mark.parametrize("sizes", [(7, 3, 5), (1, 4, 2), (3, 1, 1)])
@pytest.mark.parametrize("p", [0.0, 0.3, 0.8])
def test_it_agrees_with_pytorch_under_the_same_masks(sizes, p):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments, draws = inputs(rng, *sizes), rng.random(sizes)
    y, cache = dropconnect_forward(**arguments, p=p, training=True, rng=KnownDraws(draws))
    dy = rng.standard_normal(y.shape)
    dx, dw, db = dropconnect_backward(dy, cache)

    t = tensors(arguments)
    weights = [t["w"] * torch.tensor(draw >= p) / (1 - p) for draw in draws]
    rows = [torch.nn.functional.linear(x, w.T, t["b"]) for x, w in zip(t["x"], weights, strict=True)]
    expected = torch.stack(rows)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dw": dw, "db": db},
        {"y": expected, "dx": t["x"].grad, "dw": t["w"].grad, "db": t["b"].grad},
    )


@given(
    sizes=st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5)),
    p=st.floats(0, 0.9),
    training=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward_under_the_same_draw(sizes, p, training, seed):
    def forward(x, w, b):
        return dropconnect_forward(x, w, b, p=p, training=training, rng=np.random.default_rng(seed))

    rng = np.random.default_rng(seed)
    assert_gradients_match(forward, dropconnect_backward, inputs(rng, *sizes), ("x", "w", "b"), rng)


@given(seed=st.integers(0, 2**32 - 1), p=st.floats(0, 0.9))
def test_at_inference_it_is_the_dense_layer_and_draws_nothing(seed, p):
    rng = np.random.default_rng(seed)
    arguments, dy = inputs(rng, 4, 3, 2), rng.standard_normal((4, 2))
    y, cache = dropconnect_forward(**arguments, p=p, training=False, rng=None)
    expected, dense_cache = dense_forward(**arguments)
    np.testing.assert_allclose(y, expected, atol=1e-13)
    for actual, dense in zip(dropconnect_backward(dy, cache), dense_backward(dy, dense_cache), strict=True):
        np.testing.assert_allclose(actual, dense, atol=1e-13)


@pytest.mark.parametrize("p", [0.1, 0.3, 0.5, 0.8])
def test_a_share_1_minus_p_of_the_weights_is_kept_and_divided_by_1_minus_p(p):
    rng = np.random.default_rng(1)
    y, _ = dropconnect_forward(np.eye(100), np.ones((100, 300)), np.zeros(300), p=p, training=True, rng=rng)
    kept = y != 0  # row n shows the weights of unit n under the mask of example n
    np.testing.assert_allclose(y[kept], 1 / (1 - p), rtol=1e-15)
    assert_share(kept.sum(), kept.size, 1 - p)


def test_every_example_has_a_mask_of_its_own():
    x, w, p = np.ones((200, 1)), np.ones((1, 300)), 0.4
    y, _ = dropconnect_forward(x, w, np.zeros(300), p=p, training=True, rng=np.random.default_rng(2))
    kept = y != 0  # the same weights, seen by 200 equal examples
    assert_share((kept[::2] & kept[1::2]).sum(), kept.size // 2, (1 - p) ** 2)
    assert_share((kept[:, ::2] & kept[:, 1::2]).sum(), kept.size // 2, (1 - p) ** 2)


def test_the_bias_is_never_dropped():
    b = np.arange(1.0, 4.0)
    y, _ = dropconnect_forward(
        np.zeros((50, 2)), np.ones((2, 3)), b, p=0.9, training=True, rng=np.random.default_rng(3)
    )
    np.testing.assert_array_equal(y, np.broadcast_to(b, (50, 3)))
