"""Binary cross-entropy from probabilities against PyTorch, the derivative of its forward, and its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.bce import bce_backward, bce_forward
from reference.bce_probabilities import bce_probabilities_backward, bce_probabilities_forward, inputs
from reference.sigmoid import sigmoid_backward, sigmoid_forward
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(7,), (1,), (4, 3), (5, 1)])
def test_it_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = inputs(np.random.default_rng(0), *sizes)
    loss, cache = bce_probabilities_forward(**arguments)
    dp = bce_probabilities_backward(-1.7, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.binary_cross_entropy(t["p"], t["targets"].detach())
    (-1.7 * expected).backward()
    assert_agrees({"loss": loss, "dp": dp}, {"loss": expected, "dp": t["p"].grad})


@pytest.mark.parametrize("p", [0.0, 1.0, 1e-50, 1e-13, 1 - 1e-13])
@pytest.mark.parametrize("target", [0.0, 1.0, 0.25])
@pytest.mark.filterwarnings("error")
def test_at_and_near_0_and_1_it_has_the_limits_of_pytorch(p, target):
    from tests.reference.oracle import tensors, torch

    loss, cache = bce_probabilities_forward(np.array([p]), np.array([target]))
    dp = bce_probabilities_backward(1.0, cache)
    t = tensors({"p": np.array([p])})
    expected = torch.nn.functional.binary_cross_entropy(t["p"], torch.tensor([target], dtype=torch.float64))
    expected.backward()
    np.testing.assert_allclose(loss, expected.item(), rtol=1e-14, atol=1e-15)
    np.testing.assert_allclose(dp, t["p"].grad, rtol=1e-8)  # torch keeps its 1e-12 in float32


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
    assert_gradients_match(bce_probabilities_forward, bce_probabilities_backward, arguments, ("p",), rng)


@given(seed=st.integers(0, 2**32 - 1))
def test_behind_a_sigmoid_it_is_the_layer_from_logits(seed):
    rng = np.random.default_rng(seed)
    logits, targets = 2 * rng.standard_normal((4, 3)), rng.random((4, 3))
    p, sigmoid_cache = sigmoid_forward(logits)
    loss, cache = bce_probabilities_forward(p, targets)
    expected, expected_cache = bce_forward(logits, targets)
    np.testing.assert_allclose(loss, expected, rtol=1e-10)
    dlogits = sigmoid_backward(bce_probabilities_backward(1.0, cache), sigmoid_cache)
    np.testing.assert_allclose(dlogits, bce_backward(1.0, expected_cache), atol=1e-12)


@given(target=st.floats(0.1, 0.9))
def test_the_best_probability_is_the_target_and_costs_its_entropy(target):
    loss, cache = bce_probabilities_forward(np.array([target]), np.array([target]))
    np.testing.assert_allclose(loss, -target * np.log(target) - (1 - target) * np.log(1 - target), rtol=1e-14)
    np.testing.assert_allclose(bce_probabilities_backward(1.0, cache), 0, atol=1e-15)
