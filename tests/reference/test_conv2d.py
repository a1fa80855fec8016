"""2-D convolution against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.conv2d import conv2d_backward, conv2d_forward, inputs
from reference.dense import dense_forward
from tests.reference.derivatives import assert_gradients_match

SMALL = {"N": 3, "C": 2, "H": 7, "W": 5, "F": 4, "kh": 3, "kw": 2}
CASES = [
    (SMALL, {}),
    (SMALL, {"padding": 1}),
    (SMALL, {"stride": 2}),
    (SMALL, {"stride": (2, 1), "padding": (0, 3)}),
    (SMALL, {"stride": (1, 3), "padding": (2, 1), "dilation": (2, 3)}),
    (SMALL, {"stride": 4, "padding": 4}),  # windows that meet nothing but padding, pixels that meet no window
    (SMALL | {"N": 1, "C": 4}, {"groups": 2, "padding": 1}),
    (SMALL | {"C": 6, "F": 12}, {"groups": 3, "stride": 2, "dilation": 2, "padding": (2, 0)}),
    (SMALL | {"C": 4, "F": 8}, {"groups": 4, "padding": 1}),  # depthwise
    (SMALL | {"kh": 1, "kw": 1}, {}),
    (SMALL | {"kh": 1, "kw": 5}, {}),
    (SMALL | {"kh": 7, "kw": 5}, {}),
    ({"N": 1, "C": 1, "H": 1, "W": 1, "F": 1, "kh": 1, "kw": 1}, {}),
]


@st.composite
def axes(draw):
    """Size, kernel, stride, padding and dilation of one axis on which at least one window fits."""
    kernel, stride, padding, dilation = (draw(st.integers(low, 3)) for low in (1, 1, 0, 1))
    smallest = max(1, dilation * (kernel - 1) + 1 - 2 * padding)
    return draw(st.integers(smallest, smallest + 4)), kernel, stride, padding, dilation


@st.composite
def layers(draw):
    """Sizes for `inputs` and options for the forward, everything different on the two axes."""
    (H, kh, sh, ph, eh), (W, kw, sw, pw, ew) = draw(axes()), draw(axes())
    N, C_group, F_group, groups = (draw(st.integers(1, high)) for high in (3, 2, 2, 3))
    sizes = {"N": N, "C": C_group * groups, "H": H, "W": W, "F": F_group * groups, "kh": kh, "kw": kw}
    return sizes, {"stride": (sh, sw), "padding": (ph, pw), "dilation": (eh, ew), "groups": groups}


def draw_inputs(rng, sizes, options):
    return inputs(rng, **sizes, groups=options.get("groups", 1))


@pytest.mark.parametrize(("sizes", "options"), CASES)
def test_it_agrees_with_pytorch(sizes, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = draw_inputs(rng, sizes, options)
    y, cache = conv2d_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx, dw, db = conv2d_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.conv2d(t["x"], t["w"], t["b"], **options)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dw": dw, "db": db},
        {"y": expected, "dx": t["x"].grad, "dw": t["w"].grad, "db": t["b"].grad},
    )


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(layer, seed):
    sizes, options = layer
    rng = np.random.default_rng(seed)
    arguments = draw_inputs(rng, sizes, options)
    assert_gradients_match(conv2d_forward, conv2d_backward, arguments, ("x", "w", "b"), rng, **options)


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_every_output_is_the_weighted_sum_that_defines_it(layer, seed):
    sizes, options = layer
    x, w, b = draw_inputs(np.random.default_rng(seed), sizes, options).values()
    y, _ = conv2d_forward(x, w, b, **options)
    (sh, sw), (ph, pw), (eh, ew) = options["stride"], options["padding"], options["dilation"]
    C_group, F_group = w.shape[1], len(w) // options["groups"]
    expected = np.empty_like(y)
    for n, f, i, j in np.ndindex(y.shape):
        expected[n, f, i, j] = b[f]
        for c, u, v in np.ndindex(w.shape[1:]):
            row, column = i * sh + u * eh - ph, j * sw + v * ew - pw
            if 0 <= row < x.shape[2] and 0 <= column < x.shape[3]:
                expected[n, f, i, j] += w[f, c, u, v] * x[n, f // F_group * C_group + c, row, column]
    np.testing.assert_allclose(y, expected, rtol=0, atol=1e-12)


@given(
    shift=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    stride=st.tuples(st.integers(1, 2), st.integers(1, 2)),
    seed=st.integers(0, 2**32 - 1),
)
def test_away_from_the_border_shifting_the_input_by_strides_shifts_the_output(shift, stride, seed):
    x, w, b = inputs(np.random.default_rng(seed), 2, 3, 11, 9, 2, 3, 2).values()
    down, right = shift
    moved = np.roll(x, (down * stride[0], right * stride[1]), axis=(2, 3))
    y, _ = conv2d_forward(x, w, b, stride=stride)
    y_moved, _ = conv2d_forward(moved, w, b, stride=stride)
    OH, OW = y.shape[2:]
    np.testing.assert_allclose(y_moved[:, :, down:, right:], y[:, :, : OH - down, : OW - right], atol=1e-12)


def test_at_the_border_zero_padding_breaks_the_equivariance():
    x, w, b = np.zeros((1, 1, 3, 3)), np.ones((1, 1, 3, 3)), np.zeros(1)
    x[0, 0, :, 0] = 1
    y, _ = conv2d_forward(x, w, b, padding=1)
    y_moved, _ = conv2d_forward(np.roll(x, 1, axis=3), w, b, padding=1)
    assert y[0, 0, 1].tolist() == [3, 3, 0]
    assert y_moved[0, 0, 1].tolist() == [3, 3, 3]  # [0, 3, 3] shifted in, and what the border had cut off


def test_where_windows_overlap_a_pixel_adds_up_what_each_of_them_sends_back():
    y, cache = conv2d_forward(np.zeros((1, 1, 4, 5)), np.ones((1, 1, 3, 2)), np.zeros(1))
    dx, _, _ = conv2d_backward(np.ones_like(y), cache)
    np.testing.assert_array_equal(dx[0, 0], np.outer([1, 2, 2, 1], [1, 2, 2, 2, 1]))  # windows per row, per column


@pytest.mark.parametrize("padding", [0, 1, (0, 2), (2, 0)])
def test_the_gradient_of_the_input_has_its_shape_with_and_without_padding(padding):
    rng = np.random.default_rng(0)
    arguments = inputs(rng, **SMALL)
    y, cache = conv2d_forward(**arguments, padding=padding)
    dx, _, _ = conv2d_backward(rng.standard_normal(y.shape), cache)
    assert dx.shape == arguments["x"].shape


def test_a_centered_unit_kernel_with_padding_returns_the_image():
    x = np.random.default_rng(0).standard_normal((2, 1, 4, 6))
    w = np.zeros((1, 1, 3, 5))
    w[0, 0, 1, 2] = 1
    y, _ = conv2d_forward(x, w, np.zeros(1), padding=(1, 2))
    np.testing.assert_array_equal(y, x)


def test_a_kernel_as_large_as_the_image_is_a_dense_layer():
    x, w, b = inputs(np.random.default_rng(0), 3, 2, 4, 5, 6, 4, 5).values()
    y, _ = conv2d_forward(x, w, b)
    expected, _ = dense_forward(x.reshape(3, -1), w.reshape(6, -1).T, b)
    np.testing.assert_allclose(y[:, :, 0, 0], expected, atol=1e-12)


def test_groups_are_separate_convolutions_side_by_side():
    x, w, b = inputs(np.random.default_rng(0), 2, 6, 5, 4, 4, 3, 2, groups=2).values()
    y, _ = conv2d_forward(x, w, b, groups=2)
    first, _ = conv2d_forward(x[:, :3], w[:2], b[:2])
    second, _ = conv2d_forward(x[:, 3:], w[2:], b[2:])
    np.testing.assert_allclose(y, np.concatenate([first, second], axis=1), atol=1e-12)


def test_float32_stays_float32():
    x, w, b = (value.astype(np.float32) for value in inputs(np.random.default_rng(0), **SMALL).values())
    y, cache = conv2d_forward(x, w, b, padding=1)
    assert {value.dtype for value in (y, *conv2d_backward(y, cache))} == {np.dtype(np.float32)}
