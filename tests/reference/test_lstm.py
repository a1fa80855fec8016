"""Long short-term memory against PyTorch, against the derivative of its forward, and against its definition.

The fast form is held to PyTorch and to the readable form. It has no derivative check of its own: its float buffers
cannot carry a complex step.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import lstm as readable
from reference.fast import lstm as fast
from reference.lstm import inputs, lstm_backward, lstm_forward, lstm_step_backward, lstm_step_forward
from tests.reference.derivatives import assert_gradients_match, normwise

SEQUENCES = [(3, 4, 5, 2), (1, 6, 2, 3), (4, 2, 3, 1), (1, 1, 1, 1), (2, 3, 4, 30)]  # N, D, H, T
OUTPUTS = ("h", "c", "dx", "dh0", "dc0", "dw_x", "dw_h", "db")
SIZE = st.integers(1, 5)
SEED = st.integers(0, 2**32 - 1)


def forward_and_backward(form, arguments, dh, dc):
    h, c, cache = form.lstm_forward(**arguments)
    return dict(zip(OUTPUTS, (h, c, *form.lstm_backward(dh, dc, cache)), strict=True))


@pytest.mark.parametrize("form", [readable, fast], ids=["readable", "fast"])
@pytest.mark.parametrize("sizes", SEQUENCES)
def test_a_sequence_agrees_with_pytorch(form, sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    N, D, H, T = sizes
    arguments = inputs(rng, *sizes)
    dh, dc = rng.standard_normal((N, T, H)), rng.standard_normal((N, H))
    actual = forward_and_backward(form, arguments, dh, dc)

    t = tensors(arguments)
    weights = {"weight_ih_l0": t["w_x"].T, "weight_hh_l0": t["w_h"].T, "bias_ih_l0": t["b"], "bias_hh_l0": 0 * t["b"]}
    start = t["h0"][None], t["c0"][None]
    layer = torch.nn.LSTM(D, H, batch_first=True)
    h, (_, c) = torch.func.functional_call(layer, weights, (t["x"], start))
    torch.autograd.backward([h, c[0]], [torch.tensor(dh), torch.tensor(dc)])
    assert_agrees(actual, {"h": h, "c": c[0]} | {f"d{name}": leaf.grad for name, leaf in t.items()})


@pytest.mark.parametrize("sizes", [(3, 4, 5), (1, 2, 3)])
def test_a_step_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(1)
    arguments = inputs(rng, *sizes)
    h_new, c_new, cache = lstm_step_forward(**arguments)
    dh_new, dc_new = rng.standard_normal(h_new.shape), rng.standard_normal(c_new.shape)
    dx, dh, dc, dw_x, dw_h, db = lstm_step_backward(dh_new, dc_new, cache)

    t = tensors(arguments)
    weights = {"weight_ih": t["w_x"].T, "weight_hh": t["w_h"].T, "bias_ih": t["b"], "bias_hh": 0 * t["b"]}
    cell = torch.nn.LSTMCell(sizes[1], sizes[2])
    h, c = torch.func.functional_call(cell, weights, (t["x"], (t["h"], t["c"])))
    torch.autograd.backward([h, c], [torch.tensor(dh_new), torch.tensor(dc_new)])
    assert_agrees(
        {"h_new": h_new, "c_new": c_new, "x": dx, "h": dh, "c": dc, "w_x": dw_x, "w_h": dw_h, "b": db},
        {"h_new": h, "c_new": c} | {name: leaf.grad for name, leaf in t.items()},
    )


@given(sizes=st.tuples(SIZE, SIZE, SIZE, st.integers(1, 7)), seed=SEED)
def test_the_backward_of_a_sequence_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    names = ("x", "h0", "c0", "w_x", "w_h", "b")
    assert_gradients_match(lstm_forward, lstm_backward, inputs(rng, *sizes), names, rng, upstream=2)


@given(sizes=st.tuples(SIZE, SIZE, SIZE), seed=SEED)
def test_the_backward_of_a_step_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    names = ("x", "h", "c", "w_x", "w_h", "b")
    assert_gradients_match(lstm_step_forward, lstm_step_backward, inputs(rng, *sizes), names, rng, upstream=2)


@given(sizes=st.tuples(SIZE, SIZE, SIZE, st.integers(1, 9)), seed=SEED)
def test_the_fast_form_agrees_with_the_readable_one(sizes, seed):
    rng = np.random.default_rng(seed)
    N, _, H, T = sizes
    arguments = inputs(rng, *sizes)
    dh, dc = rng.standard_normal((N, T, H)), rng.standard_normal((N, H))
    actual, expected = (forward_and_backward(form, arguments, dh, dc) for form in (fast, readable))
    errors = {name: normwise(actual[name], expected[name]) for name in OUTPUTS}
    assert max(errors.values()) <= 1e-12, errors


def test_the_fast_backward_leaves_its_arguments_and_the_cache_as_they_were():
    rng = np.random.default_rng(5)
    h, c, cache = fast.lstm_forward(**inputs(rng, 2, 3, 4, 5))
    dh, dc = rng.standard_normal(h.shape), rng.standard_normal(c.shape)
    before = dh.copy(), dc.copy()
    first, second = fast.lstm_backward(dh, dc, cache), fast.lstm_backward(dh, dc, cache)
    for one, other in zip((*first, *before), (*second, dh, dc), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("form", [readable, fast], ids=["readable", "fast"])
def test_float32_stays_float32(form):
    rng = np.random.default_rng(3)
    arguments = {name: value.astype(np.float32) for name, value in inputs(rng, 2, 3, 4, 5).items()}
    dh, dc = (rng.standard_normal(shape).astype(np.float32) for shape in ((2, 5, 4), (2, 4)))
    outputs = forward_and_backward(form, arguments, dh, dc)
    assert {array.dtype for array in outputs.values()} == {np.dtype(np.float32)}


@given(sizes=st.tuples(SIZE, SIZE, SIZE, st.integers(2, 6)), seed=SEED)
def test_a_sequence_continues_from_the_state_and_the_cell_where_it_was_cut(sizes, seed):
    rng = np.random.default_rng(seed)
    x, h0, c0, *weights = inputs(rng, *sizes).values()
    cut = rng.integers(1, x.shape[1])
    h_whole, c_whole, _ = lstm_forward(x, h0, c0, *weights)
    begin, c, _ = lstm_forward(x[:, :cut], h0, c0, *weights)
    rest, c, _ = lstm_forward(x[:, cut:], begin[:, -1], c, *weights)
    np.testing.assert_allclose(np.concatenate([begin, rest], axis=1), h_whole, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(c, c_whole, rtol=1e-12, atol=1e-14)


def test_a_closed_input_gate_and_an_open_forget_gate_keep_the_cell():
    x, h0, c0, w_x, w_h, _ = inputs(np.random.default_rng(4), 2, 3, 4, 50).values()
    b = np.repeat([-100.0, 100.0, 0.0, 100.0], 4)  # i = 0, f = 1, o = 1
    h, c, _ = lstm_forward(x, h0, c0, w_x, w_h, b)
    np.testing.assert_allclose(c, c0, rtol=1e-12)
    np.testing.assert_allclose(h[:, -1], np.tanh(c0), rtol=1e-12)


@pytest.mark.parametrize("forget", [0.9, 0.99])
def test_along_the_cell_the_gradient_is_the_product_of_the_forget_gates(forget):
    x, h0, c0, w_x, w_h, _ = inputs(np.random.default_rng(4), 2, 3, 4, 100).values()
    b = np.repeat([0.0, np.log(forget / (1 - forget)), 0.0, 0.0], 4)
    h, c, cache = lstm_forward(x, h0, c0, 0 * w_x, 0 * w_h, b)
    _, _, dc0, *_ = lstm_backward(0 * h, np.ones_like(c), cache)
    np.testing.assert_allclose(dc0, forget**100, rtol=1e-12)


@pytest.mark.parametrize("form", [readable, fast], ids=["readable", "fast"])
def test_huge_inputs_saturate_the_gates_without_a_warning(form, recwarn):
    arguments = inputs(np.random.default_rng(6), 2, 3, 4, 5)
    arguments["x"] *= 1e4
    h, c, cache = form.lstm_forward(**arguments)
    gradients = form.lstm_backward(np.ones_like(h), np.ones_like(c), cache)
    assert all(np.isfinite(array).all() for array in (h, c, *gradients))
    assert not recwarn.list
