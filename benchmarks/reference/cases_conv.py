"""Convolutions, pooling and what stands on them: conv2d at the size of its budget, the others at sizes like it."""

import numpy as np
import torch

from benchmarks.reference.timing import Case, tensors
from reference import avgpool2d, conv1d, conv2d, conv_transpose2d, global_avgpool, maxpool2d, residual, style_transfer
from reference.fast import conv2d as fast_conv2d
from reference.fast import maxpool2d as fast_maxpool2d

aten, functional = torch.ops.aten, torch.nn.functional


def cases():
    for dtype in ("float64", "float32"):
        yield from conv2d_cases(dtype)
        yield from conv2d_at_other_sizes(dtype)
        yield from conv1d_cases(dtype)
        yield from conv_transpose2d_cases(dtype)
        yield from maxpool2d_cases(dtype, kernel=2, stride=2, padding=0)
        yield from maxpool2d_cases(dtype, kernel=3, stride=2, padding=1)
        yield from avgpool2d_cases(dtype)
        yield from global_avgpool_cases(dtype)
        yield from residual_cases(dtype)
        yield from style_transfer_cases(dtype)


def conv2d_cases(dtype):
    """The size of the budget: x (32, 64, 16, 16), w (64, 64, 3, 3), padding 1."""
    x, w, b = arrays(conv2d.inputs, dtype, 32, 64, 16, 16, 64, 3, 3)
    tx, tw, tb = tensors(x, w, b)
    y, cache = fast_conv2d.conv2d_forward(x, w, b, padding=1)
    _, readable_cache = conv2d.conv2d_forward(x, w, b, padding=1)
    dy = upstream(y)
    (tdy,) = tensors(dy)
    geometry = (1, 1), (1, 1), (1, 1), 1
    limit, dx_limit = {"float64": (1.0, 1.4), "float32": (2.2, 2.2)}[dtype]

    def theirs():
        return functional.conv2d(tx, tw, tb, padding=1)

    def their_gradients(wanted):
        return aten.convolution_backward(tdy, tx, tw, [64], [1, 1], [1, 1], [1, 1], False, [0, 0], 1, wanted)

    def dx():
        return fast_conv2d.input_gradient(dy, x.shape, w, *geometry)

    def dw():
        return fast_conv2d.weight_gradient(dy, x, w.shape, *geometry)

    yield Case("conv2d", dtype, "forward", lambda: fast_conv2d.conv2d_forward(x, w, b, padding=1), theirs, limit)
    yield Case("conv2d", dtype, "dx", dx, lambda: their_gradients([True, False, False]), dx_limit)
    yield Case("conv2d", dtype, "dw", dw, lambda: their_gradients([False, True, False]), limit)

    def backward():
        return fast_conv2d.conv2d_backward(dy, cache)

    yield Case("conv2d", dtype, "backward", backward, lambda: their_gradients([True] * 3))
    readable = "readable form"
    yield Case("conv2d", dtype, "forward", lambda: conv2d.conv2d_forward(x, w, b, padding=1), theirs, note=readable)

    def readable_backward():
        return conv2d.conv2d_backward(dy, readable_cache)

    yield Case("conv2d", dtype, "backward", readable_backward, lambda: their_gradients([True] * 3), note=readable)


def conv2d_at_other_sizes(dtype):
    """Few channels and a large kernel, as in a first layer; and one pixel per kernel."""
    for sizes, options in (
        ((8, 3, 64, 64, 16, 7, 7), {"stride": 2, "padding": 3}),
        ((8, 64, 32, 32, 64, 1, 1), {"stride": 1, "padding": 0}),
    ):
        arguments = arrays(conv2d.inputs, dtype, *sizes)
        note = f"{sizes[5]}x{sizes[6]}, stride {options['stride']}, {sizes[1]} channels"
        yield from convolution("conv2d", dtype, fast_conv2d, arguments, options, note)


def conv1d_cases(dtype):
    arguments = arrays(conv1d.inputs, dtype, 32, 64, 256, 64, 5)
    yield from convolution("conv1d", dtype, conv1d, arguments, {"stride": 1, "padding": 2})


def conv_transpose2d_cases(dtype):
    arguments = arrays(conv_transpose2d.inputs, dtype, 16, 64, 8, 8, 32, 4, 4)
    yield from convolution("conv_transpose2d", dtype, conv_transpose2d, arguments, {"stride": 2, "padding": 1})


def convolution(layer, dtype, module, arguments, options, note=""):
    """Forward and backward of a convolution without groups, without a budget."""
    forward, backward = getattr(module, f"{layer}_forward"), getattr(module, f"{layer}_backward")
    their_forward = getattr(functional, layer)
    x, w, b = tensors(*arguments)
    y, cache = forward(*arguments, **options)
    dy = upstream(y)
    (tdy,) = tensors(dy)
    axes, transposed = x.ndim - 2, layer == "conv_transpose2d"
    geometry = [options["stride"]] * axes, [options["padding"]] * axes, [1] * axes, transposed, [0] * axes, 1

    def theirs():
        return aten.convolution_backward(tdy, x, w, [len(b)], *geometry, [True] * 3)

    yield Case(
        layer,
        dtype,
        "forward",
        lambda: forward(*arguments, **options),
        lambda: their_forward(x, w, b, **options),
        note=note,
    )
    yield Case(layer, dtype, "backward", lambda: backward(dy, cache), theirs, note=note)


def maxpool2d_cases(dtype, **options):
    (x,) = arrays(maxpool2d.inputs, dtype, 32, 64, 32, 32)
    (tx,) = tensors(x)
    geometry = [[value, value] for value in options.values()]
    y, cache = fast_maxpool2d.maxpool2d_forward(x, **options)
    _, _readable_cache = maxpool2d.maxpool2d_forward(x, **options)
    dy = upstream(y)
    (tdy,) = tensors(dy)
    _, indices = aten.max_pool2d_with_indices(tx, *geometry)
    note = ", ".join(f"{name} {value}" for name, value in options.items())

    def forward():
        return fast_maxpool2d.maxpool2d_forward(x, **options)

    def backward():
        return fast_maxpool2d.maxpool2d_backward(dy, cache)

    def both():
        return fast_maxpool2d.maxpool2d_backward(dy, forward()[1])

    def their_forward():
        return aten.max_pool2d_with_indices(tx, *geometry)

    def their_backward():
        return aten.max_pool2d_with_indices_backward(tdy, tx, *geometry, [1, 1], False, indices)

    def their_both():
        _, chosen = their_forward()
        return aten.max_pool2d_with_indices_backward(tdy, tx, *geometry, [1, 1], False, chosen)

    yield Case("maxpool2d", dtype, "forward", forward, their_forward, 1.0, note)
    yield Case("maxpool2d", dtype, "backward", backward, their_backward, None, note)
    yield Case("maxpool2d", dtype, "both", both, their_both, 1.0, note)

    def readable_both():
        _, again = maxpool2d.maxpool2d_forward(x, **options)
        return maxpool2d.maxpool2d_backward(dy, again)

    yield Case("maxpool2d", dtype, "both", readable_both, their_both, None, f"{note}, readable form")


def avgpool2d_cases(dtype):
    (x,) = arrays(avgpool2d.inputs, dtype, 32, 64, 32, 32)
    (tx,) = tensors(x)
    y, cache = avgpool2d.avgpool2d_forward(x, kernel=2)
    dy = upstream(y)
    (tdy,) = tensors(dy)

    def forward():
        return avgpool2d.avgpool2d_forward(x, kernel=2)

    def theirs():
        return aten.avg_pool2d_backward(tdy, tx, [2, 2], [2, 2], [0, 0], False, True, None)

    yield Case("avgpool2d", dtype, "forward", forward, lambda: functional.avg_pool2d(tx, 2))
    yield Case("avgpool2d", dtype, "backward", lambda: avgpool2d.avgpool2d_backward(dy, cache), theirs)


def global_avgpool_cases(dtype):
    arguments = arrays(global_avgpool.inputs, dtype, 32, 64, 16, 16)
    forward, backward = global_avgpool.global_avgpool_forward, global_avgpool.global_avgpool_backward
    yield from by_autograd("global_avgpool", dtype, forward, backward, arguments, lambda x: x.mean((2, 3)))


def residual_cases(dtype):
    arguments = arrays(residual.inputs, dtype, 128, 256, 256)

    def theirs(x, w1, b1, w2, b2):
        return x + torch.addmm(b2, torch.relu(torch.addmm(b1, x, w1)), w2)

    forward, backward = residual.residual_forward, residual.residual_backward
    yield from by_autograd("residual", dtype, forward, backward, arguments, theirs)


def style_transfer_cases(dtype):
    x, style_gram, content = arrays(style_transfer.inputs, dtype, 4, 64, 32, 32)
    target_gram, target = tensors(style_gram, content)

    def style_forward(x):
        return style_transfer.style_loss_forward(x, style_gram)

    def content_forward(x):
        return style_transfer.content_loss_forward(x, content)

    def their_style(x):
        features = x.flatten(2)
        return ((features.bmm(features.mT) / x[0].numel() - target_gram) ** 2).sum()

    def their_content(x):
        return functional.mse_loss(x, target, reduction="sum")

    backward = style_transfer.style_loss_backward
    yield from by_autograd("style_transfer", dtype, style_forward, backward, [x], their_style, "style loss")
    backward = style_transfer.content_loss_backward
    yield from by_autograd("style_transfer", dtype, content_forward, backward, [x], their_content, "content loss")


def by_autograd(layer, dtype, forward, backward, arguments, their_forward, note=""):
    """Forward and backward of a layer whose backward PyTorch has no single operator for."""
    leaves = tensors(*arguments, grad=True)
    y, cache = forward(*arguments)
    dy = upstream(y)
    their_y, tdy = their_forward(*leaves), torch.as_tensor(dy)

    def theirs():
        with torch.no_grad():
            return their_forward(*leaves)

    def their_backward():
        return torch.autograd.grad(their_y, leaves, tdy, retain_graph=True)

    yield Case(layer, dtype, "forward", lambda: forward(*arguments), theirs, note=note)
    yield Case(layer, dtype, "backward", lambda: backward(dy, cache), their_backward, note=note)


def arrays(inputs, dtype, *sizes):
    """The arguments that a layer's `inputs` draws, in the dtype."""
    return [value.astype(dtype) for value in inputs(np.random.default_rng(0), *sizes).values()]


def upstream(y):
    """A random upstream gradient with the shape and the dtype of y."""
    return np.asarray(np.random.default_rng(1).standard_normal(np.shape(y)), dtype=y.dtype)
