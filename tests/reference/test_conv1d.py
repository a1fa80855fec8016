"""1-D convolution against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.conv1d import conv1d_backward, conv1d_forward, inputs
from reference.conv2d import conv2d_backward, conv2d_forward
from tests.reference.derivatives import assert_gradients_match

SMALL = {"N": 3, "C": 2, "L": 9, "F": 4, "k": 3}
CASES = [
    (SMALL, {}),
    (SMALL, {"padding": 2}),
    (SMALL, {"stride": 2}),
    (SMALL, {"stride": 3, "padding": 1, "dilation": 2}),
    (SMALL, {"stride": 5, "padding": 4}),
    (SMALL | {"N": 1, "C": 6, "F": 9}, {"groups": 3, "dilation": 3, "padding": 1}),
    (SMALL | {"C": 4}, {"groups": 4, "padding": 1}),  # depthwise
    (SMALL | {"k": 1}, {}),
    (SMALL | {"k": 9}, {}),
    (SMALL | {"L": 1, "k": 2}, {"padding": 1}),
]


@st.composite
def layers(draw):
    """Sizes for `inputs` and options for the forward such that at least one window fits."""
    k, stride, padding, dilation = (draw(st.integers(low, 4)) for low in (1, 1, 0, 1))
    smallest = max(1, dilation * (k - 1) + 1 - 2 * padding)
    N, C_group, F_group, groups = (draw(st.integers(1, 3)) for _ in range(4))
    L = draw(st.integers(smallest, smallest + 5))
    sizes = {"N": N, "C": C_group * groups, "L": L, "F": F_group * groups, "k": k, "groups": groups}
    return sizes, {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}


@pytest.mark.parametrize(("sizes", "options"), CASES)
def test_it_agrees_with_pytorch(sizes, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, **sizes, groups=options.get("groups", 1))
    y, cache = conv1d_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx, dw, db = conv1d_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.conv1d(t["x"], t["w"], t["b"], **options)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dw": dw, "db": db},
        {"y": expected, "dx": t["x"].grad, "dw": t["w"].grad, "db": t["b"].grad},
    )


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(layer, seed):
    sizes, options = layer
    rng = np.random.default_rng(seed)
    assert_gradients_match(conv1d_forward, conv1d_backward, inputs(rng, **sizes), ("x", "w", "b"), rng, **options)


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_it_is_a_2d_convolution_of_an_image_of_one_row(layer, seed):
    sizes, options = layer
    rng = np.random.default_rng(seed)
    x, w, b = inputs(rng, **sizes).values()
    y, cache = conv1d_forward(x, w, b, **options)
    flat = {"stride": (1, options["stride"]), "padding": (0, options["padding"]), "dilation": (1, options["dilation"])}
    y_2d, cache_2d = conv2d_forward(x[:, :, None], w[:, :, None], b, **flat, groups=options["groups"])
    np.testing.assert_allclose(y, y_2d[:, :, 0], atol=1e-12)
    dx, dw, db = conv1d_backward(y, cache)
    dx_2d, dw_2d, db_2d = conv2d_backward(y_2d, cache_2d)
    for actual, expected in ((dx, dx_2d[:, :, 0]), (dw, dw_2d[:, :, 0]), (db, db_2d)):
        np.testing.assert_allclose(actual, expected, atol=1e-9)


@given(x=st.lists(st.integers(-5, 5), min_size=4, max_size=9), w=st.lists(st.integers(-5, 5), min_size=1, max_size=4))
def test_on_one_channel_it_is_what_numpy_calls_correlate(x, w):
    y, _ = conv1d_forward(np.array([[x]], dtype=float), np.array([[w]], dtype=float), np.zeros(1))
    np.testing.assert_array_equal(y[0, 0], np.correlate(x, w, mode="valid"))


@given(shift=st.integers(0, 3), stride=st.integers(1, 3), seed=st.integers(0, 2**32 - 1))
def test_away_from_the_ends_shifting_the_input_by_strides_shifts_the_output(shift, stride, seed):
    x, w, b = inputs(np.random.default_rng(seed), 2, 3, 15, 2, 3).values()
    y, _ = conv1d_forward(x, w, b, stride=stride)
    y_moved, _ = conv1d_forward(np.roll(x, shift * stride, axis=2), w, b, stride=stride)
    np.testing.assert_allclose(y_moved[:, :, shift:], y[:, :, : y.shape[2] - shift], atol=1e-12)


def test_where_windows_overlap_a_sample_adds_up_what_each_of_them_sends_back():
    y, cache = conv1d_forward(np.zeros((1, 1, 5)), np.ones((1, 1, 3)), np.zeros(1))
    dx, _, _ = conv1d_backward(np.ones_like(y), cache)
    assert dx.ravel().tolist() == [1, 2, 3, 2, 1]


def test_float32_stays_float32():
    x, w, b = (value.astype(np.float32) for value in inputs(np.random.default_rng(0), **SMALL).values())
    y, cache = conv1d_forward(x, w, b, padding=1)
    assert {value.dtype for value in (y, *conv1d_backward(y, cache))} == {np.dtype(np.float32)}
