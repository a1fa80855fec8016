"""Attention against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.attention import attention_backward, attention_forward, inputs
from reference.softmax import softmax_forward
from tests.reference.derivatives import assert_gradients_match

SIZES = [(3, 5, 12), (1, 2, 6, 3), (2, 4, 6, 7), (2, 7, 6, 4, 18)]  # N, T, D, S, E
CASES = [(sizes, causal) for sizes in SIZES for causal in (False, True)] + [((2, 1, 6, 3), False)]


@pytest.mark.parametrize(("sizes", "causal"), CASES)
@pytest.mark.parametrize("heads", [1, 2, 3])
def test_it_agrees_with_pytorch(sizes, causal, heads):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = attention_forward(**arguments, heads=heads, causal=causal)
    dy = rng.standard_normal(y.shape)
    dq, dk, dv = attention_backward(dy, cache)

    t = tensors(arguments)
    q, k, v = (x.unflatten(2, (heads, -1)).transpose(1, 2) for x in t.values())
    by_head = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=causal)
    expected = by_head.transpose(1, 2).flatten(2)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dq": dq, "dk": dk, "dv": dv},
        {"y": expected, "dq": t["q"].grad, "dk": t["k"].grad, "dv": t["v"].grad},
    )


def test_with_heads_it_is_the_core_of_pytorch_s_multi_head_attention():
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = inputs(np.random.default_rng(0), 2, 5, 6)
    t = tensors(arguments)
    module = torch.nn.MultiheadAttention(6, 3, bias=False, batch_first=True, dtype=torch.float64)
    with torch.no_grad():  # projections that change nothing
        module.in_proj_weight.copy_(torch.eye(6).repeat(3, 1))
        module.out_proj.weight.copy_(torch.eye(6))
    expected, _ = module(t["q"], t["k"], t["v"])
    assert_agrees({"y": attention_forward(**arguments, heads=3)[0]}, {"y": expected})


@given(
    sizes=st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 2), st.integers(1, 4), st.integers(1, 2)),
    heads=st.integers(1, 3),
    causal=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, heads, causal, seed):
    rng = np.random.default_rng(seed)
    N, T, d, S, e = sizes
    arguments = inputs(rng, N, T, heads * d, S, heads * e)
    assert_gradients_match(
        attention_forward, attention_backward, arguments, ("q", "k", "v"), rng, heads=heads, causal=causal
    )


@given(seed=st.integers(0, 2**32 - 1))
def test_of_a_single_key_all_of_the_value_comes_through_whatever_the_query(seed):
    rng = np.random.default_rng(seed)
    arguments, dy = inputs(rng, 2, 3, 4, 1), rng.standard_normal((2, 3, 4))
    y, cache = attention_forward(**arguments, heads=2)
    dq, dk, dv = attention_backward(dy, cache)
    np.testing.assert_array_equal(y, np.broadcast_to(arguments["v"], (2, 3, 4)))
    np.testing.assert_allclose(dq, 0, atol=1e-14)
    np.testing.assert_allclose(dk, 0, atol=1e-14)
    np.testing.assert_allclose(dv, dy.sum(axis=1, keepdims=True), atol=1e-14)


@given(seed=st.integers(0, 2**32 - 1), causal=st.booleans())
def test_it_averages_equal_values_to_themselves(seed, causal):
    arguments = inputs(np.random.default_rng(seed), 2, 3, 4) | {"v": np.full((2, 3, 4), 7.0)}
    y, _ = attention_forward(**arguments, heads=2, causal=causal)
    np.testing.assert_allclose(y, 7, rtol=1e-14)


@given(seed=st.integers(0, 2**32 - 1))
def test_with_causal_no_output_depends_on_later_keys_and_values(seed):
    rng = np.random.default_rng(seed)
    arguments, other = inputs(rng, 2, 5, 4), inputs(rng, 2, 5, 4)
    changed = arguments | {name: np.where(np.arange(5)[:, None] < 3, arguments[name], other[name]) for name in "kv"}
    before, _ = attention_forward(**arguments, heads=2, causal=True)
    after, cache = attention_forward(**changed, heads=2, causal=True)
    np.testing.assert_array_equal(after[:, :3], before[:, :3])
    assert np.all(np.any(after[:, 3:] != before[:, 3:], axis=2))
    dy = rng.standard_normal((2, 5, 4)) * (np.arange(5)[:, None] < 3)
    for gradient in attention_backward(dy, cache):
        np.testing.assert_array_equal(gradient[:, 3:], 0)


@given(seed=st.integers(0, 2**32 - 1))
def test_without_a_mask_the_order_of_the_keys_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    q, k, v = inputs(rng, 2, 3, 4, 5).values()
    order = rng.permutation(5)
    shuffled, _ = attention_forward(q, k[:, order], v[:, order], heads=2)
    np.testing.assert_allclose(shuffled, attention_forward(q, k, v, heads=2)[0], atol=1e-13)


@given(seed=st.integers(0, 2**32 - 1))
def test_every_head_attends_to_its_own_neighboring_features(seed):
    q, k, v = inputs(np.random.default_rng(seed), 1, 3, 4, 5, 6).values()
    y, _ = attention_forward(q, k, v, heads=2)
    for head, (features, values) in enumerate([(slice(0, 2), slice(0, 3)), (slice(2, 4), slice(3, 6))]):
        weights, _ = softmax_forward(q[0, :, features] @ k[0, :, features].T / np.sqrt(2))
        np.testing.assert_allclose(y[0, :, values], weights @ v[0, :, values], atol=1e-13, err_msg=f"head {head}")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("causal", [False, True])
def test_at_scores_of_plus_and_minus_1000_the_best_key_takes_all(causal):
    q, k = np.array([[[1000.0], [1000.0]]]), np.array([[[-1.0], [1.0]]])
    y, cache = attention_forward(q, k, np.array([[[3.0], [4.0]]]), causal=causal)
    np.testing.assert_array_equal(y[0, :, 0], [3 if causal else 4, 4])
    assert all(np.all(np.isfinite(gradient)) for gradient in attention_backward(np.ones((1, 2, 1)), cache))
