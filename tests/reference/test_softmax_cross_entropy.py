"""Softmax cross-entropy against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.softmax import softmax_forward
from reference.softmax_cross_entropy import inputs, softmax_cross_entropy_backward, softmax_cross_entropy_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(7, 3), (1, 4), (5, 1), (3, 10)])
@pytest.mark.parametrize("scale", [1, 500])
def test_it_agrees_with_pytorch(sizes, scale):
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = inputs(np.random.default_rng(0), *sizes)
    arguments["logits"] *= scale
    loss, cache = softmax_cross_entropy_forward(**arguments)
    dlogits = softmax_cross_entropy_backward(-1.7, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.cross_entropy(t["logits"], t["targets"])
    (-1.7 * expected).backward()
    assert_agrees({"loss": loss, "dlogits": dlogits}, {"loss": expected, "dlogits": t["logits"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(2, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(
        softmax_cross_entropy_forward, softmax_cross_entropy_backward, inputs(rng, *sizes), ("logits",), rng
    )


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_the_mean_of_minus_the_log_of_the_right_class_s_softmax(seed):
    arguments = inputs(np.random.default_rng(seed), 5, 4)
    p, _ = softmax_forward(arguments["logits"])
    losses = [-np.log(p[n, target]) for n, target in enumerate(arguments["targets"])]
    np.testing.assert_allclose(softmax_cross_entropy_forward(**arguments)[0], np.mean(losses), rtol=1e-12)


@pytest.mark.filterwarnings("error")
@given(rows=st.lists(st.lists(st.sampled_from([-1000.0, 0.0, 1000.0]), min_size=3, max_size=3), min_size=2, max_size=2))
def test_at_logits_of_plus_and_minus_1000_loss_and_gradient_are_finite(rows):
    loss, cache = softmax_cross_entropy_forward(np.array(rows), np.array([0, 2]))
    assert 0 <= loss <= 2001
    assert np.all(np.isfinite(softmax_cross_entropy_backward(1.0, cache)))


def test_a_certain_answer_costs_nothing_if_right_and_the_gap_of_the_logits_if_wrong():
    logits = np.array([[-1000.0, 1000.0]])
    assert softmax_cross_entropy_forward(logits, np.array([1]))[0] == 0
    assert softmax_cross_entropy_forward(logits, np.array([0]))[0] == 2000


@pytest.mark.parametrize("C", [2, 3, 10])
def test_a_uniform_guess_costs_the_logarithm_of_the_number_of_classes(C):
    loss, _ = softmax_cross_entropy_forward(np.full((4, C), 7.0), np.arange(4) % C)
    np.testing.assert_allclose(loss, np.log(C), rtol=1e-15)


@given(seed=st.integers(0, 2**32 - 1))
def test_adding_a_number_to_a_row_changes_nothing_so_the_rows_of_the_gradient_sum_to_0(seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, 4, 5)
    loss, cache = softmax_cross_entropy_forward(**arguments)
    shifted = arguments["logits"] + 100 * rng.standard_normal((4, 1))
    np.testing.assert_allclose(softmax_cross_entropy_forward(shifted, arguments["targets"])[0], loss, rtol=1e-11)
    np.testing.assert_allclose(softmax_cross_entropy_backward(1.0, cache).sum(axis=1), 0, atol=1e-15)
