"""The losses of style transfer against PyTorch, against the derivative of their forwards, and their definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.style_transfer import (
    content_loss_backward,
    content_loss_forward,
    gram_backward,
    gram_forward,
    inputs,
    style_loss_backward,
    style_loss_forward,
)
from tests.reference.derivatives import assert_gradients_match

SIZES = [(2, 3, 4, 5), (1, 4, 2, 6), (3, 1, 2, 1)]
drawn = given(sizes=st.tuples(*[st.integers(1, 4)] * 4), seed=st.integers(0, 2**32 - 1))


def torch_gram(x):
    _n, c, h, w = x.shape
    features = x.flatten(2)
    return features.bmm(features.mT) / (c * h * w)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_gram_matrix_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    x = inputs(rng, *sizes)["x"]
    gram, cache = gram_forward(x)
    dgram = rng.standard_normal(gram.shape)
    dx = gram_backward(dgram, cache)

    t = tensors({"x": x})
    expected = torch_gram(t["x"])
    expected.backward(torch.tensor(dgram))
    assert_agrees({"gram": gram, "dx": dx}, {"gram": expected, "dx": t["x"].grad})


@pytest.mark.parametrize("sizes", SIZES)
def test_the_losses_agree_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = inputs(np.random.default_rng(0), *sizes)
    style, style_cache = style_loss_forward(arguments["x"], arguments["style_gram"])
    content, content_cache = content_loss_forward(arguments["x"], arguments["content"])
    actual = {
        "style": style,
        "content": content,
        "dstyle": style_loss_backward(0.7, style_cache),
        "dcontent": content_loss_backward(-1.3, content_cache),
    }

    t = tensors(arguments)
    mse_loss = torch.nn.functional.mse_loss
    expected_style = mse_loss(torch_gram(t["x"]), t["style_gram"], reduction="sum")
    expected_content = mse_loss(t["x"], t["content"], reduction="sum")
    expected = {
        "style": expected_style,
        "content": expected_content,
        "dstyle": torch.autograd.grad(0.7 * expected_style, t["x"])[0],
        "dcontent": torch.autograd.grad(-1.3 * expected_content, t["x"])[0],
    }
    assert_agrees(actual, expected)


@drawn
def test_the_backward_of_the_gram_matrix_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(gram_forward, gram_backward, {"x": inputs(rng, *sizes)["x"]}, ("x",), rng)


@drawn
def test_the_backward_of_the_style_loss_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, *sizes)
    del arguments["content"]
    assert_gradients_match(style_loss_forward, style_loss_backward, arguments, ("x",), rng)


@drawn
def test_the_backward_of_the_content_loss_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, *sizes)
    del arguments["style_gram"]
    assert_gradients_match(content_loss_forward, content_loss_backward, arguments, ("x",), rng)


@drawn
def test_shuffling_the_positions_leaves_the_gram_matrix_alone_and_not_the_content_loss(sizes, seed):
    rng = np.random.default_rng(seed)
    x = inputs(rng, *sizes)["x"]
    shuffled = rng.permutation(x.reshape(*x.shape[:2], -1), axis=2).reshape(x.shape)
    np.testing.assert_allclose(gram_forward(shuffled)[0], gram_forward(x)[0], atol=1e-12)
    assert (content_loss_forward(shuffled, x)[0] > 0) == (not np.array_equal(shuffled, x))


@drawn
def test_the_gram_matrix_is_symmetric_and_has_no_negative_eigenvalue(sizes, seed):
    gram, _ = gram_forward(inputs(np.random.default_rng(seed), *sizes)["x"])
    np.testing.assert_allclose(gram, gram.swapaxes(1, 2), atol=1e-14)
    assert np.linalg.eigvalsh(gram).min() >= -1e-12


def test_each_image_has_a_gram_matrix_of_its_own():
    x = inputs(np.random.default_rng(0), 3, 2, 4, 5)["x"]
    alone = [gram_forward(x[n : n + 1])[0][0] for n in range(3)]
    np.testing.assert_allclose(gram_forward(x)[0], alone, atol=1e-14)


def test_a_style_image_twice_as_large_has_the_same_gram_matrix():
    x = inputs(np.random.default_rng(0), 1, 3, 4, 5)["x"]
    np.testing.assert_allclose(gram_forward(np.tile(x, (1, 1, 2, 2)))[0], gram_forward(x)[0], atol=1e-14)


def test_the_gram_matrix_is_not_centered():
    gram, _ = gram_forward(np.full((1, 1, 2, 2), 3.0))
    assert gram.tolist() == [[[9.0]]]  # the covariance of a constant would be 0


def test_an_image_that_has_the_style_and_the_content_has_no_loss_and_no_gradient():
    x = inputs(np.random.default_rng(0), 2, 3, 4, 5)["x"]
    style, style_cache = style_loss_forward(x, gram_forward(x)[0])
    content, content_cache = content_loss_forward(x, x)
    assert style == content == 0
    assert not style_loss_backward(1.0, style_cache).any()
    assert not content_loss_backward(1.0, content_cache).any()


def test_the_gradient_of_the_style_loss_has_the_factor_4_that_symmetry_gives():
    arguments = inputs(np.random.default_rng(0), 1, 3, 4, 5)
    x, style_gram = arguments["x"], arguments["style_gram"]
    _, cache = style_loss_forward(x, style_gram)
    by_hand = 4 * (gram_forward(x)[0] - style_gram) @ x.reshape(1, 3, 20) / (3 * 4 * 5)
    np.testing.assert_allclose(style_loss_backward(1.0, cache), by_hand.reshape(x.shape), atol=1e-12)


def test_float32_stays_float32():
    x, style_gram, content = (v.astype(np.float32) for v in inputs(np.random.default_rng(0), 2, 3, 4, 5).values())
    style, style_cache = style_loss_forward(x, style_gram)
    content, content_cache = content_loss_forward(x, content)
    gradients = style_loss_backward(style, style_cache), content_loss_backward(content, content_cache)
    assert {value.dtype for value in (style, content, *gradients)} == {np.dtype(np.float32)}
