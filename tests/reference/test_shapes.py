"""The counting functions against PyTorch and against the layers that they count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import conv2d, dense
from reference.avgpool2d import avgpool2d_forward
from reference.conv1d import conv1d_backward, conv1d_forward
from reference.conv_transpose2d import conv_transpose2d_forward
from reference.conv_transpose2d import inputs as transposed_inputs
from reference.maxpool2d import maxpool2d_forward
from reference.shapes import (
    conv_multiply_adds,
    conv_output_size,
    conv_parameters,
    conv_transpose_output_size,
    dense_multiply_adds,
    dense_parameters,
    pool_output_size,
    receptive_field,
)
from tests.reference import test_conv2d, test_conv_transpose2d, test_maxpool2d

stacks = st.lists(st.tuples(*[st.integers(1, 3)] * 3), min_size=1, max_size=4)


def test_it_agrees_with_pytorch():
    from tests.reference.oracle import torch

    nn, x = torch.nn, torch.zeros(1, 6, 17, 12)
    conv = nn.Conv2d(6, 9, (3, 2), stride=2, padding=1, dilation=3, groups=3)
    assert conv(x).shape[2] == conv_output_size(17, 3, stride=2, padding=1, dilation=3)
    assert parameters(conv) == conv_parameters(6, 9, (3, 2), groups=3)
    assert parameters(nn.Conv1d(6, 9, 5, bias=False)) == conv_parameters(6, 9, (5,), bias=False)
    transposed = nn.ConvTranspose2d(6, 9, (3, 2), stride=3, padding=1, output_padding=2, dilation=2, groups=3)
    assert transposed(x).shape[2] == conv_transpose_output_size(
        17, 3, stride=3, padding=1, output_padding=2, dilation=2
    )
    assert parameters(transposed) == conv_parameters(6, 9, (3, 2), groups=3)
    assert nn.MaxPool2d(4, 3, 2)(x).shape[3] == pool_output_size(12, 4, stride=3, padding=2)
    assert nn.AvgPool2d(6)(x).shape[2] == pool_output_size(17, 6)
    assert parameters(nn.Linear(12, 7)) == dense_parameters(12, 7)
    assert parameters(nn.Linear(12, 7, bias=False)) == dense_parameters(12, 7, bias=False)


def parameters(module):
    return sum(parameter.numel() for parameter in module.parameters())


@given(layer=test_conv2d.layers())
def test_a_convolution_has_the_outputs_and_parameters_that_are_counted(layer):
    sizes, options = layer
    x, w, b = test_conv2d.draw_inputs(np.random.default_rng(0), sizes, options).values()
    y, _ = conv2d.conv2d_forward(x, w, b, **options)
    per_axis = zip(x.shape[2:], w.shape[2:], options["stride"], options["padding"], options["dilation"], strict=True)
    expected = [conv_output_size(size, k, stride=s, padding=p, dilation=e) for size, k, s, p, e in per_axis]
    assert list(y.shape[2:]) == expected
    assert w.size + b.size == conv_parameters(x.shape[1], len(w), w.shape[2:], groups=options["groups"])


@given(layer=test_maxpool2d.layers())
def test_pooling_has_the_outputs_that_are_counted(layer):
    shape, options = layer
    per_axis = zip(shape[2:], *options.values(), strict=True)
    expected = [pool_output_size(size, k, stride=s, padding=p) for size, k, s, p in per_axis]
    for forward in (maxpool2d_forward, avgpool2d_forward):
        assert list(forward(np.zeros(shape), **options)[0].shape[2:]) == expected


@given(layer=test_conv_transpose2d.sizes_and_options())
def test_a_transposed_convolution_has_the_outputs_and_parameters_that_are_counted(layer):
    sizes, options = layer
    x, w, b = transposed_inputs(np.random.default_rng(0), **sizes).values()
    y, _ = conv_transpose2d_forward(x, w, b, **options)
    names = ("stride", "padding", "output_padding", "dilation")
    for axis in (0, 1):
        along = {name: options[name][axis] for name in names}
        assert y.shape[2 + axis] == conv_transpose_output_size(x.shape[2 + axis], w.shape[2 + axis], **along)
    assert w.size + b.size == conv_parameters(x.shape[1], y.shape[1], w.shape[2:], groups=options["groups"])


@given(layer=test_conv2d.layers())
def test_a_convolution_of_ones_adds_up_its_multiply_adds(layer):
    sizes, options = layer
    options = options | {"padding": (0, 0)}
    span = [e * (k - 1) + 1 for e, k in zip(options["dilation"], (sizes["kh"], sizes["kw"]), strict=True)]
    sizes = sizes | {"N": 1, "H": span[0] + 3, "W": span[1] + 2}
    x, w, b = test_conv2d.draw_inputs(np.random.default_rng(0), sizes, options).values()
    y, _ = conv2d.conv2d_forward(np.ones_like(x), np.ones_like(w), np.zeros_like(b), **options)
    counted = conv_multiply_adds(x.shape[1], len(w), w.shape[2:], y.shape[2:], groups=options["groups"])
    assert y.sum() == counted


def test_a_dense_layer_of_ones_adds_up_its_multiply_adds():
    x, w, b = dense.inputs(np.random.default_rng(0), 1, 5, 3).values()
    y, _ = dense.dense_forward(np.ones_like(x), np.ones_like(w), np.zeros_like(b))
    assert y.sum() == dense_multiply_adds(5, 3)
    assert w.size + b.size == dense_parameters(5, 3)


@given(layers=stacks)
def test_an_input_as_large_as_the_receptive_field_has_one_output_that_depends_on_both_its_ends(layers):
    x, caches = np.zeros((1, 1, receptive_field(layers))), []
    for kernel, stride, dilation in layers:
        x, cache = conv1d_forward(x, np.ones((1, 1, kernel)), np.zeros(1), stride=stride, dilation=dilation)
        caches.append(cache)
    assert x.size == 1
    dx = np.ones((1, 1, 1))
    for cache in reversed(caches):
        dx, _, _ = conv1d_backward(dx, cache)
    assert dx[0, 0, 0] > 0
    assert dx[0, 0, -1] > 0


@given(layers=stacks)
def test_an_input_one_smaller_than_the_receptive_field_has_no_output(layers):
    size = receptive_field(layers) - 1
    for kernel, stride, dilation in layers:
        size = conv_output_size(size, kernel, stride=stride, dilation=dilation)
    assert size <= 0


@pytest.mark.parametrize(("count", "kernel"), [(2, 5), (3, 7), (4, 9)])
def test_a_stack_of_3x3_layers_sees_as_much_as_one_larger_kernel(count, kernel):
    assert receptive_field([(3, 1, 1)] * count) == receptive_field([(kernel, 1, 1)]) == kernel


def test_no_layers_see_one_pixel():
    assert receptive_field([]) == 1
