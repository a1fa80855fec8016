"""Binary cross-entropy from logits against PyTorch, the derivative of its forward, and its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.bce import bce_backward, bce_forward, inputs
from reference.softmax_cross_entropy import softmax_cross_entropy_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(7,), (1,), (4, 3), (5, 1)])
@pytest.mark.parametrize("scale", [1, 500])
def test_it_agrees_with_pytorch(sizes, scale):
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = inputs(np.random.default_rng(0), *sizes)
    arguments["logits"] *= scale
    loss, cache = bce_forward(**arguments)
    dlogits = bce_backward(-1.7, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.binary_cross_entropy_with_logits(t["logits"], t["targets"])
    (-1.7 * expected).backward()
    assert_agrees({"loss": loss, "dlogits": dlogits}, {"loss": expected, "dlogits": t["logits"].grad})


@given(
    sizes=st.tuples(st.integers(1, 6)) | st.tuples(st.integers(1, 6), st.integers(1, 6)),
    fractions=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, fractions, seed):
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, *sizes)
    if fractions:
        arguments["targets"] = rng.random(sizes)
    assert_gradients_match(bce_forward, bce_backward, arguments, ("logits",), rng)


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_the_mean_of_minus_the_log_of_the_right_answer_s_sigmoid(seed):
    arguments = inputs(np.random.default_rng(seed), 6)
    p = 1 / (1 + np.exp(-arguments["logits"]))
    losses = -np.log(np.where(arguments["targets"] == 1, p, 1 - p))
    np.testing.assert_allclose(bce_forward(**arguments)[0], losses.mean(), rtol=1e-11)


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_softmax_cross_entropy_with_a_second_logit_of_0(seed):
    logits, targets = inputs(np.random.default_rng(seed), 6).values()
    two = np.stack([np.zeros(6), logits], axis=1)
    expected, _ = softmax_cross_entropy_forward(two, targets.astype(int))
    np.testing.assert_allclose(bce_forward(logits, targets)[0], expected, rtol=1e-12)


@pytest.mark.filterwarnings("error")
def test_at_logits_of_plus_and_minus_1000_it_is_exact():
    logits = np.array([1000.0, -1000.0, 1000.0, -1000.0])
    loss, cache = bce_forward(logits, np.array([1.0, 0.0, 0.0, 1.0]))  # two right, two wrong
    assert loss == 500
    np.testing.assert_array_equal(bce_backward(1.0, cache), [0, 0, 0.25, -0.25])


def test_a_logit_of_0_costs_log_2_and_is_pulled_toward_its_target():
    loss, cache = bce_forward(np.zeros(2), np.array([0.0, 1.0]))
    np.testing.assert_allclose(loss, np.log(2), rtol=1e-15)
    np.testing.assert_array_equal(bce_backward(1.0, cache), [0.25, -0.25])
