"""The vanilla recurrent layer against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.rnn import inputs, rnn_backward, rnn_forward, rnn_step_backward, rnn_step_forward
from tests.reference.derivatives import assert_gradients_match

SEQUENCES = [(3, 4, 5, 2), (1, 6, 2, 3), (4, 2, 3, 1), (1, 1, 1, 1), (2, 3, 4, 30)]  # N, D, H, T
SIZE = st.integers(1, 5)
SEED = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("sizes", SEQUENCES)
def test_a_sequence_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    _, D, H, _ = sizes
    arguments = inputs(rng, *sizes)
    h, cache = rnn_forward(**arguments)
    dh = rng.standard_normal(h.shape)
    dx, dh0, dw_x, dw_h, db = rnn_backward(dh, cache)

    t = tensors(arguments)
    weights = {"weight_ih_l0": t["w_x"].T, "weight_hh_l0": t["w_h"].T, "bias_ih_l0": t["b"], "bias_hh_l0": 0 * t["b"]}
    layer = torch.nn.RNN(D, H, batch_first=True)
    expected, _ = torch.func.functional_call(layer, weights, (t["x"], t["h0"][None]))
    expected.backward(torch.tensor(dh))
    assert_agrees(
        {"h": h, "x": dx, "h0": dh0, "w_x": dw_x, "w_h": dw_h, "b": db},
        {"h": expected} | {name: leaf.grad for name, leaf in t.items()},
    )


@pytest.mark.parametrize("sizes", [(3, 4, 5), (1, 2, 3)])
def test_a_step_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(1)
    arguments = inputs(rng, *sizes)
    h_new, cache = rnn_step_forward(**arguments)
    dh_new = rng.standard_normal(h_new.shape)
    dx, dh, dw_x, dw_h, db = rnn_step_backward(dh_new, cache)

    t = tensors(arguments)
    weights = {"weight_ih": t["w_x"].T, "weight_hh": t["w_h"].T, "bias_ih": t["b"], "bias_hh": 0 * t["b"]}
    expected = torch.func.functional_call(torch.nn.RNNCell(sizes[1], sizes[2]), weights, (t["x"], t["h"]))
    expected.backward(torch.tensor(dh_new))
    assert_agrees(
        {"h_new": h_new, "x": dx, "h": dh, "w_x": dw_x, "w_h": dw_h, "b": db},
        {"h_new": expected} | {name: leaf.grad for name, leaf in t.items()},
    )


@given(sizes=st.tuples(SIZE, SIZE, SIZE, st.integers(1, 7)), seed=SEED)
def test_the_backward_of_a_sequence_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(rnn_forward, rnn_backward, inputs(rng, *sizes), ("x", "h0", "w_x", "w_h", "b"), rng)


@given(sizes=st.tuples(SIZE, SIZE, SIZE), seed=SEED)
def test_the_backward_of_a_step_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(rnn_step_forward, rnn_step_backward, inputs(rng, *sizes), ("x", "h", "w_x", "w_h", "b"), rng)


@given(sizes=st.tuples(SIZE, SIZE, SIZE, st.integers(2, 6)), seed=SEED)
def test_a_sequence_continues_from_the_state_where_it_was_cut(sizes, seed):
    rng = np.random.default_rng(seed)
    x, h0, *weights = inputs(rng, *sizes).values()
    cut = rng.integers(1, x.shape[1])
    whole, _ = rnn_forward(x, h0, *weights)
    begin, _ = rnn_forward(x[:, :cut], h0, *weights)
    rest, _ = rnn_forward(x[:, cut:], begin[:, -1], *weights)
    np.testing.assert_allclose(np.concatenate([begin, rest], axis=1), whole, rtol=1e-12, atol=1e-14)


@given(seed=SEED)
def test_without_recurrent_weights_every_step_is_a_dense_layer_of_its_own(seed):
    x, h0, w_x, w_h, b = inputs(np.random.default_rng(seed), 3, 4, 2, 5).values()
    h, _ = rnn_forward(x, h0, w_x, 0 * w_h, b)
    np.testing.assert_allclose(h, np.tanh(x @ w_x + b), rtol=1e-12, atol=1e-15)


def test_the_gradient_of_the_first_state_shrinks_with_small_recurrent_weights_and_grows_with_large_ones():
    x, h0, w_x, _, b = inputs(np.random.default_rng(2), 1, 2, 3, 20).values()
    dh = np.zeros((1, 20, 3))
    dh[:, -1] = 1
    for scale in (0.5, 2.0):
        _, cache = rnn_forward(0 * x, 0 * h0, w_x, scale * np.eye(3), 0 * b)  # the state stays 0, so tanh' is 1
        _, dh0, *_ = rnn_backward(dh, cache)
        np.testing.assert_allclose(dh0, scale**20, rtol=1e-12)


def test_float32_stays_float32():
    arguments = {name: value.astype(np.float32) for name, value in inputs(np.random.default_rng(3), 2, 3, 4, 5).items()}
    h, cache = rnn_forward(**arguments)
    assert {array.dtype for array in (h, *rnn_backward(h, cache))} == {np.dtype(np.float32)}
