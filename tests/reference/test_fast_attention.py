"""The fast form of attention against the readable one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import attention
from reference.fast import attention as fast
from tests.reference.derivatives import normwise
from tests.reference.test_attention import CASES


@given(
    sizes=st.tuples(st.integers(1, 3), st.integers(1, 5), st.integers(1, 2), st.integers(1, 5), st.integers(1, 2)),
    heads=st.integers(1, 3),
    causal=st.booleans(),
    scale=st.sampled_from([0.1, 1.0, 10.0, 1000.0]),  # on both sides of the limit where rows are shifted
    seed=st.integers(0, 2**32 - 1),
)
def test_it_agrees_with_the_readable_form(sizes, heads, causal, scale, seed):
    N, T, d, S, e = sizes
    assert_same((N, T, heads * d, S, heads * e), seed, scale, heads=heads, causal=causal)


@pytest.mark.parametrize(("sizes", "causal"), CASES)
@pytest.mark.parametrize("heads", [1, 2, 3])
def test_it_agrees_with_the_readable_form_on_the_cases_that_pytorch_judges(sizes, causal, heads):
    assert_same(sizes, 0, 1.0, heads=heads, causal=causal)


@pytest.mark.parametrize("causal", [False, True])
def test_it_agrees_with_the_readable_form_at_the_size_of_the_benchmark(causal):
    assert_same((4, 64, 128), 0, 1.0, heads=4, causal=causal)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("causal", [False, True])
def test_a_hidden_key_may_have_a_score_of_any_size(causal):
    arguments = {"q": np.ones((1, 2, 1)), "k": np.array([[[0.0], [5000.0]]]), "v": np.array([[[3.0], [4.0]]])}
    y, cache = fast.attention_forward(**arguments, causal=causal)
    np.testing.assert_array_equal(y[0, :, 0], [3 if causal else 4, 4])
    assert all(np.all(np.isfinite(gradient)) for gradient in fast.attention_backward(np.ones((1, 2, 1)), cache))


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("scale", [1, 30])
def test_float32_stays_float32_and_is_right_to_five_digits(scale, causal):
    rng = np.random.default_rng(0)
    arguments = {name: value.astype(np.float32) for name, value in attention.inputs(rng, 2, 9, 8).items()}
    arguments["q"] *= scale
    y, cache = fast.attention_forward(**arguments, heads=2, causal=causal)
    gradients = fast.attention_backward(y, cache)
    assert {a.dtype for a in (y, *gradients)} == {np.dtype(np.float32)}
    expected, expected_cache = attention.attention_forward(
        **{name: value.astype(float) for name, value in arguments.items()}, heads=2, causal=causal
    )
    assert normwise(y, expected) <= 1e-5
    for actual, right in zip(gradients, attention.attention_backward(y.astype(float), expected_cache), strict=True):
        assert normwise(actual, right) <= 1e-4  # scores of 30 times unit variance lose a digit


def test_in_float32_scores_whose_exponentials_nearly_underflow_lose_no_digits():
    arguments = {
        "q": np.ones((1, 1, 1), dtype=np.float32),
        "k": np.array([[[-95.0], [-96.0], [-97.0]]], dtype=np.float32),
        "v": np.array([[[1.0], [2.0], [3.0]]], dtype=np.float32),
    }
    y, _ = fast.attention_forward(**arguments)
    expected, _ = attention.attention_forward(**{name: value.astype(float) for name, value in arguments.items()})
    assert normwise(y, expected) <= 1e-5


def test_it_leaves_its_arguments_and_its_cache_as_they_were():
    rng = np.random.default_rng(1)
    arguments = attention.inputs(rng, 2, 5, 4)
    before = {name: value.copy() for name, value in arguments.items()}
    y, cache = fast.attention_forward(**arguments, heads=2, causal=True)
    dy = rng.standard_normal(y.shape)
    dy_before = dy.copy()
    for first, second in zip(fast.attention_backward(dy, cache), fast.attention_backward(dy, cache), strict=True):
        np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(dy, dy_before)
    for name, value in arguments.items():
        np.testing.assert_array_equal(value, before[name])


def assert_same(sizes, seed, scale, **options):
    rng = np.random.default_rng(seed)
    arguments = attention.inputs(rng, *sizes)
    arguments["q"] *= scale
    y, cache = attention.attention_forward(**arguments, **options)
    fast_y, fast_cache = fast.attention_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    expected = (y, *attention.attention_backward(dy, cache))
    actual = (fast_y, *fast.attention_backward(dy, fast_cache))
    for name, a, e in zip(("y", "dq", "dk", "dv"), actual, expected, strict=True):
        size = max(1, scale if name == "dk" else 1)  # dq and dk can cancel to nearly 0: dk is of the size of q
        np.testing.assert_allclose(a, e, rtol=1e-11, atol=1e-12 * size * max(1, scale), err_msg=name)
