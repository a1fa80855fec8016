"""The fast form of softmax cross-entropy against the readable one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import softmax_cross_entropy as readable
from reference.fast import softmax_cross_entropy as fast
from tests.reference.derivatives import normwise


@given(
    sizes=st.tuples(st.integers(1, 8), st.integers(2, 8)),
    scale=st.sampled_from([0.1, 1.0, 5.0, 30.0, 500.0]),  # on both sides of the limit where rows are shifted
    offset=st.sampled_from([0.0, 20.0, -20.0, 1000.0, -1000.0]),
    seed=st.integers(0, 2**32 - 1),
)
def test_it_agrees_with_the_readable_form(sizes, scale, offset, seed):
    arguments = readable.inputs(np.random.default_rng(seed), *sizes)
    arguments["logits"] = scale * arguments["logits"] + offset
    assert_same(arguments)


@pytest.mark.filterwarnings("error")
@given(rows=st.lists(st.lists(st.sampled_from([-1000.0, 0.0, 1000.0]), min_size=3, max_size=3), min_size=2, max_size=2))
def test_at_logits_of_plus_and_minus_1000_it_is_finite_and_agrees(rows):
    assert_same({"logits": np.array(rows), "targets": np.array([0, 2])})


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("scale", [1, 1000])
def test_float32_stays_float32_and_is_right_to_six_digits(scale):
    logits, targets = readable.inputs(np.random.default_rng(0), 64, 10).values()
    logits = (scale * logits).astype(np.float32)
    loss, cache = fast.softmax_cross_entropy_forward(logits, targets)
    dlogits = fast.softmax_cross_entropy_backward(1.0, cache)
    assert loss.dtype == dlogits.dtype == np.float32
    expected, expected_cache = readable.softmax_cross_entropy_forward(logits.astype(float), targets)
    assert normwise(loss, expected) <= 1e-6
    assert normwise(dlogits, readable.softmax_cross_entropy_backward(1.0, expected_cache)) <= 1e-6


@pytest.mark.parametrize("scale", [1, 1000])
def test_it_leaves_its_arguments_and_its_cache_as_they_were(scale):
    logits, targets = readable.inputs(np.random.default_rng(1), 5, 4).values()
    logits *= scale
    logits_before, targets_before = logits.copy(), targets.copy()
    _, cache = fast.softmax_cross_entropy_forward(logits, targets)
    first = fast.softmax_cross_entropy_backward(1.0, cache)
    np.testing.assert_array_equal(first, fast.softmax_cross_entropy_backward(1.0, cache))
    np.testing.assert_array_equal(logits, logits_before)
    np.testing.assert_array_equal(targets, targets_before)


def assert_same(arguments):
    loss, cache = readable.softmax_cross_entropy_forward(**arguments)
    fast_loss, fast_cache = fast.softmax_cross_entropy_forward(**arguments)
    assert abs(fast_loss - loss) <= 1e-12 * max(1, loss)
    dlogits = readable.softmax_cross_entropy_backward(-1.7, cache)
    fast_dlogits = fast.softmax_cross_entropy_backward(-1.7, fast_cache)
    np.testing.assert_allclose(fast_dlogits, dlogits, rtol=0, atol=1e-12)
