"""Global average pooling against PyTorch, against the derivative of its forward, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.avgpool2d import avgpool2d_forward
from reference.global_avgpool import global_avgpool_backward, global_avgpool_forward, inputs
from tests.reference.derivatives import assert_gradients_match

SIZES = [(3, 2, 7, 5), (1, 4, 2, 6), (2, 3, 1, 1)]


@pytest.mark.parametrize("sizes", SIZES)
def test_it_agrees_with_pytorch(sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    rng = np.random.default_rng(0)
    arguments = inputs(rng, *sizes)
    y, cache = global_avgpool_forward(**arguments)
    dy = rng.standard_normal(y.shape)
    dx = global_avgpool_backward(dy, cache)

    t = tensors(arguments)
    expected = torch.nn.functional.adaptive_avg_pool2d(t["x"], 1)[:, :, 0, 0]
    expected.backward(torch.tensor(dy))
    assert_agrees({"y": y, "dx": dx}, {"y": expected, "dx": t["x"].grad})


@given(sizes=st.tuples(*[st.integers(1, 5)] * 4), seed=st.integers(0, 2**32 - 1))
def test_its_backward_is_the_derivative_of_its_forward(sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(global_avgpool_forward, global_avgpool_backward, inputs(rng, *sizes), ("x",), rng)


@pytest.mark.parametrize("sizes", SIZES)
def test_it_is_average_pooling_with_one_window(sizes):
    (x,) = inputs(np.random.default_rng(0), *sizes).values()
    y, _ = global_avgpool_forward(x)
    expected, _ = avgpool2d_forward(x, kernel=sizes[2:])
    np.testing.assert_allclose(y, expected[:, :, 0, 0], atol=1e-14)


def test_where_things_are_does_not_matter():
    rng = np.random.default_rng(0)
    (x,) = inputs(rng, 2, 3, 4, 5).values()
    shuffled = rng.permutation(x.reshape(2, 3, 20), axis=2).reshape(x.shape)
    np.testing.assert_allclose(global_avgpool_forward(shuffled)[0], global_avgpool_forward(x)[0], atol=1e-14)


def test_every_position_gets_an_equal_share_of_the_gradient():
    _, cache = global_avgpool_forward(np.zeros((1, 2, 2, 3)))
    dx = global_avgpool_backward(np.array([[6.0, -12.0]]), cache)
    assert dx.tolist() == [[[[1] * 3] * 2, [[-2] * 3] * 2]]


def test_float32_stays_float32():
    x = inputs(np.random.default_rng(0), 3, 2, 4, 5)["x"].astype(np.float32)
    y, cache = global_avgpool_forward(x)
    assert y.dtype == global_avgpool_backward(y, cache).dtype == np.float32
