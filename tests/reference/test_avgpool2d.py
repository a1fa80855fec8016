"""Average pooling against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.avgpool2d import avgpool2d_backward, avgpool2d_forward, inputs
from reference.conv2d import conv2d_forward
from tests.reference.derivatives import assert_gradients_match
from tests.reference.test_maxpool2d import CASES, SMALL, layers, windows


@pytest.mark.parametrize(("shape", "options"), CASES)
def test_it_agrees_with_pytorch(shape, options):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *shape)
    y, cache = avgpool2d_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx = avgpool2d_backward(dy, cache)

    t = tensors(arguments)
    torch_options = {"stride": options.get("stride"), "padding": options.get("padding", 0)}
    expected = torch.nn.functional.avg_pool2d(t["x"], options["kernel"], **torch_options)
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(layer, seed):
    shape, options = layer
    rng = np.random.default_rng(seed)
    assert_gradients_match(avgpool2d_forward, avgpool2d_backward, inputs(rng, *shape), ("x",), rng, **options)


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_every_output_is_the_sum_of_its_window_divided_by_the_area_of_the_kernel(layer, seed):
    shape, options = layer
    (x,) = inputs(np.random.default_rng(seed), *shape).values()
    y, _ = avgpool2d_forward(x, **options)
    area = options["kernel"][0] * options["kernel"][1]
    expected = {place: sum(window) / area for place, window in windows(x, **options).items()}
    assert {place: y[place] for place in np.ndindex(y.shape)} == pytest.approx(expected, rel=0, abs=1e-12)


def test_padded_zeros_count():
    y, _ = avgpool2d_forward(np.full((1, 1, 3, 3), 9.0), kernel=3, stride=1, padding=1)
    assert y[0, 0].tolist() == [[4, 6, 4], [6, 9, 6], [4, 6, 4]]


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_it_is_a_depthwise_convolution_with_equal_weights(layer, seed):
    (N, C, H, W), options = layer
    (x,) = inputs(np.random.default_rng(seed), N, C, H, W).values()
    kh, kw = options["kernel"]
    w = np.full((C, 1, kh, kw), 1 / (kh * kw))
    expected, _ = conv2d_forward(x, w, np.zeros(C), stride=options["stride"], padding=options["padding"], groups=C)
    np.testing.assert_allclose(avgpool2d_forward(x, **options)[0], expected, atol=1e-12)


def test_a_shift_within_the_window_keeps_the_mean_of_a_single_window():
    (x,) = inputs(np.random.default_rng(0), 2, 3, 4, 5).values()
    y, _ = avgpool2d_forward(x, kernel=(4, 5))
    y_moved, _ = avgpool2d_forward(np.roll(x, (1, 2), axis=(2, 3)), kernel=(4, 5))
    np.testing.assert_allclose(y_moved, y, atol=1e-14)


def test_away_from_the_border_a_shift_by_strides_shifts_the_output():
    (x,) = inputs(np.random.default_rng(0), 2, 3, 11, 9).values()
    y, _ = avgpool2d_forward(x, kernel=3, stride=(2, 1))
    y_moved, _ = avgpool2d_forward(np.roll(x, (4, 1), axis=(2, 3)), kernel=3, stride=(2, 1))
    np.testing.assert_allclose(y_moved[:, :, 2:, 1:], y[:, :, :-2, :-1], atol=1e-14)


def test_where_windows_overlap_a_pixel_adds_up_its_shares():
    y, cache = avgpool2d_forward(np.zeros((1, 1, 4, 3)), kernel=(3, 2), stride=1)
    dx = avgpool2d_backward(np.full_like(y, 6.0), cache)
    np.testing.assert_array_equal(dx[0, 0], np.outer([1, 2, 2, 1], [1, 2, 1]))  # windows per row, per column


def test_float32_stays_float32():
    x = inputs(np.random.default_rng(0), *SMALL)["x"].astype(np.float32)
    y, cache = avgpool2d_forward(x, kernel=3, stride=2, padding=1)
    assert y.dtype == avgpool2d_backward(y, cache).dtype == np.float32
