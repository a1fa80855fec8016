"""The dense layer against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.dense import dense_backward, dense_forward, inputs
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(7, 3, 5), (1, 4, 2), (3, 1, 1)])
def test_it_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = dense_forward(**arguments)
    dy = rng.standard_normal(y.shape)
    dx, dw, db = dense_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.linear(t["x"], t["w"].T, t["b"])
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dw": dw, "db": db},
        {"y": expected, "dx": t["x"].grad, "dw": t["w"].grad, "db": t["b"].grad},
    )


@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(dense_forward, dense_backward, inputs(rng, *sizes), ("x", "w", "b"), rng)


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_linear_in_x_up_to_the_bias(seed):
    rng = np.random.default_rng(seed)
    a, b = inputs(rng, 4, 3, 2), inputs(rng, 4, 3, 2)
    w, zero = a["w"], np.zeros(2)
    together, _ = dense_forward(a["x"] + 2 * b["x"], w, zero)
    apart = dense_forward(a["x"], w, zero)[0] + 2 * dense_forward(b["x"], w, zero)[0]
    np.testing.assert_allclose(together, apart, atol=1e-12)
