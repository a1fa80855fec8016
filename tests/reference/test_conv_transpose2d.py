"""2-D transposed convolution against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import conv2d
from reference.conv_transpose2d import conv_transpose2d_backward, conv_transpose2d_forward, inputs
from tests.reference.derivatives import assert_gradients_match
from tests.reference.test_conv2d import draw_inputs, layers

SMALL = {"N": 3, "C": 2, "H": 4, "W": 3, "F": 5, "kh": 3, "kw": 2}
CASES = [
    (SMALL, {}),
    (SMALL, {"padding": 1}),
    (SMALL, {"stride": 2, "padding": (1, 0)}),
    (SMALL, {"stride": (3, 2), "padding": (1, 0), "output_padding": (2, 1)}),
    (SMALL, {"stride": 4}),  # pixels of the output that nothing reaches
    (SMALL, {"stride": (2, 1), "padding": (0, 2), "dilation": (2, 3), "output_padding": (1, 2)}),
    (SMALL | {"N": 1, "C": 4, "F": 6}, {"groups": 2, "stride": 2, "padding": 1, "output_padding": 1}),
    (SMALL | {"C": 4, "F": 8}, {"groups": 4, "dilation": 2}),
    (SMALL | {"kh": 1, "kw": 1}, {}),
    (SMALL | {"H": 1, "W": 1}, {"stride": 2}),
]


@st.composite
def sizes_and_options(draw):
    """Sizes for `inputs` and options for the forward that leave at least one pixel of output."""
    per_axis = []
    for _ in "HW":
        kernel, stride, dilation = (draw(st.integers(1, 3)) for _ in range(3))
        size, extra = draw(st.integers(1, 4)), draw(st.integers(0, max(stride, dilation) - 1))
        uncropped = (size - 1) * stride + dilation * (kernel - 1) + extra + 1
        per_axis.append((size, kernel, stride, draw(st.integers(0, (uncropped - 1) // 2)), extra, dilation))
    size, kernel, stride, padding, extra, dilation = zip(*per_axis, strict=True)
    N, C_group, F_group, groups = (draw(st.integers(1, 2)) for _ in range(4))
    sizes = {"N": N, "C": C_group * groups, "H": size[0], "W": size[1], "F": F_group * groups, "groups": groups}
    options = {"stride": stride, "padding": padding, "output_padding": extra, "dilation": dilation, "groups": groups}
    return sizes | {"kh": kernel[0], "kw": kernel[1]}, options


@pytest.mark.parametrize(("sizes", "options"), CASES)
def test_it_agrees_with_pytorch(sizes, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, **sizes, groups=options.get("groups", 1))
    y, cache = conv_transpose2d_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx, dw, db = conv_transpose2d_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.conv_transpose2d(t["x"], t["w"], t["b"], **options)
    expected.backward(torch.tensor(dy))
    assert_agrees(
        {"y": y, "dx": dx, "dw": dw, "db": db},
        {"y": expected, "dx": t["x"].grad, "dw": t["w"].grad, "db": t["b"].grad},
    )


@given(layer=sizes_and_options(), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(layer, seed):
    sizes, options = layer
    rng = np.random.default_rng(seed)
    arguments = inputs(rng, **sizes)
    forward, backward = conv_transpose2d_forward, conv_transpose2d_backward
    assert_gradients_match(forward, backward, arguments, ("x", "w", "b"), rng, **options)


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_it_is_the_adjoint_of_conv2d(layer, seed):
    sizes, options = layer
    rng = np.random.default_rng(seed)
    x, w, _ = draw_inputs(rng, sizes, options).values()
    y, cache = conv2d.conv2d_forward(x, w, np.zeros(len(w)), **options)
    z = rng.standard_normal(y.shape)
    extra = left_over(x, w, options)
    back, _ = conv_transpose2d_forward(z, w, np.zeros(x.shape[1]), **options, output_padding=extra)
    np.testing.assert_allclose(np.sum(y * z), np.sum(x * back), rtol=0, atol=1e-11)  # <conv x, z> = <x, transpose z>
    np.testing.assert_allclose(back, conv2d.conv2d_backward(z, cache)[0], rtol=0, atol=1e-12)


def left_over(x, w, options):
    """The output_padding that gives back the size of x: the rows and columns that conv2d has no window for."""
    geometry = zip(
        x.shape[2:], w.shape[2:], *(options[name] for name in ("stride", "padding", "dilation")), strict=True
    )
    return tuple((size + 2 * p - e * (kernel - 1) - 1) % s for size, kernel, s, p, e in geometry)


def test_where_stamps_overlap_they_add_up():
    y, _ = conv_transpose2d_forward(np.ones((1, 1, 2, 3)), np.ones((1, 1, 3, 2)), np.zeros(1))
    np.testing.assert_array_equal(y[0, 0], np.outer([1, 2, 2, 1], [1, 2, 2, 1]))


def test_a_kernel_that_the_stride_does_not_divide_overlaps_unevenly():
    y, _ = conv_transpose2d_forward(np.ones((1, 1, 1, 4)), np.ones((1, 1, 1, 3)), np.zeros(1), stride=(1, 2))
    assert y.ravel().tolist() == [1, 1, 2, 1, 2, 1, 2, 1, 1]  # the checkerboard of generators


def test_where_nothing_lands_the_output_is_the_bias():
    y, _ = conv_transpose2d_forward(np.ones((1, 1, 2, 2)), np.ones((1, 1, 1, 1)), np.array([7.0]), stride=2)
    assert y[0, 0].tolist() == [[8, 7, 8], [7, 7, 7], [8, 7, 8]]


def test_it_restores_the_shape_and_not_the_values():
    x, w, b = conv2d.inputs(np.random.default_rng(0), 1, 1, 6, 8, 1, 4, 4).values()
    y, _ = conv2d.conv2d_forward(x, w, b, stride=2, padding=1)
    back, _ = conv_transpose2d_forward(y, w, np.zeros(1), stride=2, padding=1)
    assert back.shape == x.shape
    assert np.max(np.abs(back - x)) > 0.1


def test_float32_stays_float32():
    x, w, b = (value.astype(np.float32) for value in inputs(np.random.default_rng(0), **SMALL).values())
    y, cache = conv_transpose2d_forward(x, w, b, stride=2, padding=1)
    assert {value.dtype for value in (y, *conv_transpose2d_backward(y, cache))} == {np.dtype(np.float32)}
