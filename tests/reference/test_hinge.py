"""The multiclass hinge loss against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.hinge import hinge_backward, hinge_forward, inputs
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(7, 3), (1, 4), (5, 2), (6, 10)])
@pytest.mark.parametrize("margin", [1.0, 0.3])
def test_it_is_c_times_pytorch_s_which_divides_by_the_number_of_classes(sizes, margin):
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = inputs(np.random.default_rng(0), *sizes)
    loss, cache = hinge_forward(**arguments, margin=margin)
    dscores = hinge_backward(-1.7, cache)

    t = tensors(arguments)
    expected = sizes[1] * torch.nn.functional.multi_margin_loss(t["scores"], t["targets"], margin=margin)
    (-1.7 * expected).backward()
    assert_agrees({"loss": loss, "dscores": dscores}, {"loss": expected, "dscores": t["scores"].grad})


@given(sizes=st.tuples(st.integers(1, 6), st.integers(2, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(hinge_forward, hinge_backward, inputs(rng, *sizes), ("scores",), rng, margin=0.7)


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_the_sum_over_wrong_classes_and_the_mean_over_examples(seed):
    scores, targets = inputs(np.random.default_rng(seed), 5, 4).values()
    shortfalls = [
        max(0, scores[n, j] - scores[n, target] + 1)
        for n, target in enumerate(targets)
        for j in range(4)
        if j != target
    ]
    np.testing.assert_allclose(hinge_forward(scores, targets)[0], sum(shortfalls) / 5, rtol=1e-13)


def test_equal_scores_cost_a_margin_per_wrong_class():
    assert hinge_forward(np.zeros((3, 5)), np.array([0, 2, 4]), margin=2.0)[0] == 8


def test_beyond_the_margin_and_exactly_at_it_nothing_is_left_to_gain():
    loss, cache = hinge_forward(np.array([[5.0, 4.0, -1000.0], [1000.0, 0.0, -1000.0]]), np.array([0, 0]))
    assert loss == 0
    np.testing.assert_array_equal(hinge_backward(1.0, cache), np.zeros((2, 3)))


@given(seed=st.integers(0, 2**32 - 1))
def test_adding_a_number_to_a_row_changes_nothing_so_the_rows_of_the_gradient_sum_to_0(seed):
    rng = np.random.default_rng(seed)
    scores, targets = inputs(rng, 4, 5).values()
    loss, cache = hinge_forward(scores, targets)
    shifted, _ = hinge_forward(scores + 100 * rng.standard_normal((4, 1)), targets)
    np.testing.assert_allclose(shifted, loss, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(hinge_backward(1.0, cache).sum(axis=1), 0, atol=1e-15)


def test_at_scores_of_plus_and_minus_1000_loss_and_gradient_are_finite():
    loss, cache = hinge_forward(np.array([[1000.0, -1000.0], [1000.0, -1000.0]]), np.array([0, 1]))
    assert loss == 2001 / 2
    np.testing.assert_array_equal(hinge_backward(1.0, cache), [[0, 0], [0.5, -0.5]])
