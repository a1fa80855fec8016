"""The embedding against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.dense import dense_backward, dense_forward
from reference.embedding import embedding_backward, embedding_forward, inputs
from tests.reference.derivatives import assert_gradients_match


@pytest.mark.parametrize("sizes", [(3, 4, 6, 5), (1, 1, 2, 3), (4, 5, 2, 1)])
def test_it_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = embedding_forward(**arguments)
    dy = rng.standard_normal(y.shape)
    dw = embedding_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.embedding(t["ids"], t["w"])
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dw": dw}, {"y": expected, "dw": t["w"].grad})


@given(
    sizes=st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 6), st.integers(1, 4)),
    seed=st.integers(0, 2**32 - 1),
)
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(embedding_forward, embedding_backward, inputs(rng, *sizes), ("w",), rng)


@given(seed=st.integers(0, 2**32 - 1))
def test_it_is_a_dense_layer_without_bias_on_one_hot_rows(seed):
    rng = np.random.default_rng(seed)
    ids, w = inputs(rng, 2, 5, 4, 3).values()
    y, cache = embedding_forward(ids, w)
    expected, dense_cache = dense_forward(np.eye(4)[ids.ravel()], w, np.zeros(3))
    np.testing.assert_allclose(y.reshape(10, 3), expected, atol=1e-15)
    dy = rng.standard_normal(y.shape)
    _, dw, _ = dense_backward(dy.reshape(10, 3), dense_cache)
    np.testing.assert_allclose(embedding_backward(dy, cache), dw, atol=1e-14)


def test_a_row_collects_a_gradient_per_occurrence_of_its_id_and_an_absent_one_none():
    _, cache = embedding_forward(np.array([[1, 1], [1, 3]]), np.zeros((4, 2)))
    dw = embedding_backward(np.ones((2, 2, 2)), cache)
    np.testing.assert_array_equal(dw, [[0, 0], [3, 3], [0, 0], [1, 1]])
