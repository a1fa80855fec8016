"""The gated recurrent unit against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.gru import gru_backward, gru_forward, gru_step_backward, gru_step_forward, inputs
from tests.reference.derivatives import assert_gradients_match

SEQUENCES = [(3, 4, 5, 2), (1, 6, 2, 3), (4, 2, 3, 1), (1, 1, 1, 1), (2, 3, 4, 30)]  # N, D, H, T
WEIGHTS = ("w_x", "w_h", "b_x", "b_h")
SIZE = st.integers(1, 5)
SEED = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("sizes", SEQUENCES)
def test_a_sequence_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    _, D, H, _ = sizes
    arguments = inputs(rng, *sizes)
    h, cache = gru_forward(**arguments)
    dh = rng.standard_normal(h.shape)
    gradients = gru_backward(dh, cache)

    t = tensors(arguments)
    weights = {"weight_ih_l0": t["w_x"].T, "weight_hh_l0": t["w_h"].T, "bias_ih_l0": t["b_x"], "bias_hh_l0": t["b_h"]}
    layer = torch.nn.GRU(D, H, batch_first=True)
    expected, _ = torch.func.functional_call(layer, weights, (t["x"], t["h0"][None]))
    expected.backward(torch.tensor(dh))
    assert_agrees(
        {"h": h} | dict(zip(("x", "h0", *WEIGHTS), gradients, strict=True)),
        {"h": expected} | {name: leaf.grad for name, leaf in t.items()},
    )


@pytest.mark.parametrize("sizes", [(3, 4, 5), (1, 2, 3)])
def test_a_step_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(1)
    arguments = inputs(rng, *sizes)
    h_new, cache = gru_step_forward(**arguments)
    dh_new = rng.standard_normal(h_new.shape)
    gradients = gru_step_backward(dh_new, cache)

    t = tensors(arguments)
    weights = {"weight_ih": t["w_x"].T, "weight_hh": t["w_h"].T, "bias_ih": t["b_x"], "bias_hh": t["b_h"]}
    expected = torch.func.functional_call(torch.nn.GRUCell(sizes[1], sizes[2]), weights, (t["x"], t["h"]))
    expected.backward(torch.tensor(dh_new))
    assert_agrees(
        {"h_new": h_new} | dict(zip(("x", "h", *WEIGHTS), gradients, strict=True)),
        {"h_new": expected} | {name: leaf.grad for name, leaf in t.items()},
    )


@given(sizes=st.tuples(SIZE, SIZE, SIZE, st.integers(1, 7)), seed=SEED)
def test_the_backward_of_a_sequence_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(gru_forward, gru_backward, inputs(rng, *sizes), ("x", "h0", *WEIGHTS), rng)


@given(sizes=st.tuples(SIZE, SIZE, SIZE), seed=SEED)
def test_the_backward_of_a_step_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(gru_step_forward, gru_step_backward, inputs(rng, *sizes), ("x", "h", *WEIGHTS), rng)


@given(sizes=st.tuples(SIZE, SIZE, SIZE, st.integers(2, 6)), seed=SEED)
def test_a_sequence_continues_from_the_state_where_it_was_cut(sizes, seed):
    rng = np.random.default_rng(seed)
    x, h0, *weights = inputs(rng, *sizes).values()
    cut = rng.integers(1, x.shape[1])
    whole, _ = gru_forward(x, h0, *weights)
    begin, _ = gru_forward(x[:, :cut], h0, *weights)
    rest, _ = gru_forward(x[:, cut:], begin[:, -1], *weights)
    np.testing.assert_allclose(np.concatenate([begin, rest], axis=1), whole, rtol=1e-12, atol=1e-14)


def test_an_update_gate_of_1_keeps_the_state():
    x, h0, w_x, w_h, _, b_h = inputs(np.random.default_rng(4), 2, 3, 4, 50).values()
    h, _ = gru_forward(x, h0, w_x, w_h, np.repeat([0.0, 100.0, 0.0], 4), b_h)
    np.testing.assert_allclose(h, np.broadcast_to(h0[:, None], h.shape), rtol=1e-12)


def test_gates_of_0_leave_a_dense_layer_that_does_not_see_the_old_state():
    x, h0, w_x, w_h, _, b_h = inputs(np.random.default_rng(4), 2, 3, 4, 5).values()
    h, _ = gru_forward(x, h0, w_x, w_h, np.repeat([-100.0, -100.0, 0.3], 4), b_h)
    np.testing.assert_allclose(h, np.tanh(x @ w_x[:, 8:] + 0.3), rtol=1e-12)


@given(seed=SEED)
def test_every_state_lies_between_the_one_before_and_plus_or_minus_1(seed):
    arguments = inputs(np.random.default_rng(seed), 3, 2, 4, 6)
    h, _ = gru_forward(**arguments)
    before = np.concatenate([arguments["h0"][:, None], h[:, :-1]], axis=1)
    assert np.all(np.abs(h) <= np.maximum(np.abs(before), 1))


def test_float32_stays_float32():
    arguments = {name: value.astype(np.float32) for name, value in inputs(np.random.default_rng(3), 2, 3, 4, 5).items()}
    h, cache = gru_forward(**arguments)
    assert {array.dtype for array in (h, *gru_backward(h, cache))} == {np.dtype(np.float32)}
