"""Max pooling against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.maxpool2d import inputs, maxpool2d_backward, maxpool2d_forward
from tests.reference.derivatives import assert_gradients_match

SMALL = (3, 2, 7, 5)
CASES = [
    (SMALL, {"kernel": 2}),
    (SMALL, {"kernel": 3, "stride": 1}),
    (SMALL, {"kernel": 3, "stride": 2, "padding": 1}),
    (SMALL, {"kernel": (3, 2), "stride": (1, 2), "padding": (1, 0)}),
    (SMALL, {"kernel": (2, 4), "stride": (3, 1), "padding": (0, 2)}),
    (SMALL, {"kernel": 2, "stride": 3}),  # pixels that no window meets
    (SMALL, {"kernel": 1}),
    (SMALL, {"kernel": (7, 5)}),
    ((1, 1, 2, 3), {"kernel": 2, "padding": 1}),
]


@st.composite
def layers(draw):
    """The shape of x and options for the forward, everything different on the two axes."""
    per_axis = []
    for _ in "HW":
        kernel, stride = draw(st.integers(1, 4)), draw(st.integers(1, 4))
        padding = draw(st.integers(0, kernel // 2))
        smallest = max(1, kernel - 2 * padding)
        per_axis.append((draw(st.integers(smallest, smallest + 4)), kernel, stride, padding))
    size, kernel, stride, padding = zip(*per_axis, strict=True)
    N, C = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    return (N, C, *size), {"kernel": kernel, "stride": stride, "padding": padding}


def windows(x, kernel, stride, padding):
    """The real pixels of every window, by position: (n, c, i, j) -> a list of values."""
    (_, _, H, W), (kh, kw), (sh, sw), (ph, pw) = x.shape, kernel, stride, padding
    tops, lefts = range(-ph, H + ph - kh + 1, sh), range(-pw, W + pw - kw + 1, sw)
    return {
        (n, c, i, j): x[n, c, max(top, 0) : top + kh, max(left, 0) : left + kw].ravel().tolist()
        for n, c in np.ndindex(x.shape[:2])
        for i, top in enumerate(tops)
        for j, left in enumerate(lefts)
    }


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize(("shape", "options"), CASES)
def test_it_agrees_with_pytorch(shape, options, ties):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = {"x": rng.integers(-3, 0, shape).astype(float)} if ties else inputs(rng, *shape)
    y, cache = maxpool2d_forward(**arguments, **options)
    dy = rng.standard_normal(y.shape)
    dx = maxpool2d_backward(dy, cache)

    t = tensors(arguments)
    torch_options = {"stride": options.get("stride"), "padding": options.get("padding", 0)}
    expected = torch.nn.functional.max_pool2d(t["x"], options["kernel"], **torch_options)
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(layer, seed):
    shape, options = layer
    rng = np.random.default_rng(seed)  # a complex step works: numpy compares real parts first, and no two are equal
    assert_gradients_match(maxpool2d_forward, maxpool2d_backward, inputs(rng, *shape), ("x",), rng, **options)


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_every_output_is_the_largest_pixel_of_its_window(layer, seed):
    shape, options = layer
    x = np.random.default_rng(seed).standard_normal(shape) - 5  # negative, so that padded zeros would win
    y, _ = maxpool2d_forward(x, **options)
    expected = windows(x, **options)
    assert {place: y[place] for place in np.ndindex(y.shape)} == {place: max(w) for place, w in expected.items()}


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_the_output_stays_the_same_exactly_if_every_window_keeps_its_largest_value(layer, seed):
    shape, options = layer
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 4, shape).astype(float)
    changed = np.where(rng.random(shape) < 0.2, rng.integers(0, 4, shape), x)
    before, after = windows(x, **options), windows(changed, **options)
    kept = all(max(before[place]) == max(after[place]) for place in before)
    same = np.array_equal(maxpool2d_forward(x, **options)[0], maxpool2d_forward(changed, **options)[0])
    assert same == kept


@given(seed=st.integers(0, 2**32 - 1))
def test_moving_pixels_about_within_their_windows_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((2, 3, 6, 4))
    blocks = x.reshape(2, 3, 2, 3, 2, 2).swapaxes(3, 4).reshape(2, 3, 2, 2, 6)
    shuffled = rng.permuted(blocks, axis=4).reshape(2, 3, 2, 2, 3, 2).swapaxes(3, 4).reshape(2, 3, 6, 4)
    y, _ = maxpool2d_forward(x, kernel=(3, 2))
    y_shuffled, _ = maxpool2d_forward(shuffled, kernel=(3, 2))
    np.testing.assert_array_equal(y, y_shuffled)


def test_a_shift_by_less_than_the_window_can_change_the_output():
    assert pooled([5, 0, 0, 9, 0, 0, 0, 0]) == [9, 0]
    assert pooled([0, 5, 0, 0, 9, 0, 0, 0]) == [5, 9]


def test_a_shift_can_move_every_winner_and_change_nothing():
    assert pooled([9, 0, 0, 0, 1, 0, 0, 0]) == pooled([0, 9, 0, 0, 0, 1, 0, 0]) == [9, 1]


def pooled(row):
    y, _ = maxpool2d_forward(np.array([[[row]]], dtype=float), kernel=(1, 4))
    return y.ravel().tolist()


@given(
    shift=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    seed=st.integers(0, 2**32 - 1),
)
def test_away_from_the_border_a_shift_by_strides_shifts_the_output(shift, stride, seed):
    (x,) = inputs(np.random.default_rng(seed), 2, 2, 11, 12).values()
    down, right = shift
    moved = np.roll(x, (down * stride[0], right * stride[1]), axis=(2, 3))
    y, _ = maxpool2d_forward(x, kernel=(3, 2), stride=stride)
    y_moved, _ = maxpool2d_forward(moved, kernel=(3, 2), stride=stride)
    OH, OW = y.shape[2:]
    np.testing.assert_array_equal(y_moved[:, :, down:, right:], y[:, :, : OH - down, : OW - right])


def test_a_pixel_that_wins_several_windows_adds_up_their_gradients():
    x = np.zeros((1, 1, 3, 4))
    x[0, 0, 1, 1] = 1
    y, cache = maxpool2d_forward(x, kernel=2, stride=1)
    dy = np.arange(1.0, 7.0).reshape(y.shape)  # [[1, 2, 3], [4, 5, 6]]: the pixel wins all but the last column
    dx = maxpool2d_backward(dy, cache)
    assert dx[0, 0].tolist() == [[0, 0, 3, 0], [0, 1 + 2 + 4 + 5, 6, 0], [0, 0, 0, 0]]


def test_of_equal_maxima_the_first_in_row_major_order_receives_the_gradient():
    y, cache = maxpool2d_forward(np.array([[[[1.0, 7.0], [7.0, 7.0]]]]), kernel=2)
    assert maxpool2d_backward(np.full_like(y, 3.0), cache)[0, 0].tolist() == [[0, 3], [0, 0]]


@given(layer=layers(), seed=st.integers(0, 2**32 - 1))
def test_no_gradient_gets_lost(layer, seed):
    shape, options = layer
    rng = np.random.default_rng(seed)
    (x,) = inputs(rng, *shape).values()
    y, cache = maxpool2d_forward(x, **options)
    dy = rng.standard_normal(y.shape)
    dx = maxpool2d_backward(dy, cache)
    assert dx.shape == x.shape
    np.testing.assert_allclose(dx.sum(axis=(2, 3)), dy.sum(axis=(2, 3)), atol=1e-12)


def test_whole_numbers_are_pooled_too():
    y, _ = maxpool2d_forward(np.array([[[[-4, -3], [-2, -1]]]]), kernel=2, padding=1)
    assert y.tolist() == [[[[-4, -3], [-2, -1]]]]


def test_float32_stays_float32():
    x = inputs(np.random.default_rng(0), *SMALL)["x"].astype(np.float32)
    y, cache = maxpool2d_forward(x, kernel=3, stride=2, padding=1)
    assert y.dtype == maxpool2d_backward(y, cache).dtype == np.float32
