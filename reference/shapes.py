"""Sizes and costs of layers, by counting: outputs, parameters, multiply-adds and receptive fields.

    outputs of a convolution  = (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1      along one axis
    outputs of its transpose  = (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1
    receptive field           = 1 + sum over the layers of (kernel - 1) * dilation * product of the strides before

Axes: sizes are per axis, in pixels; kernel and output of the counting functions are tuples, (kh, kw) and (OH, OW).
Conventions: those of PyTorch; a window that does not fit whole is left out. One multiply-add (MAC) counts as one;
    papers that count floating-point operations (FLOPs) report about twice as many, though some call MACs FLOPs.
    Adding the bias is not counted. A transposed convolution has the parameters of the convolution it transposes
    and multiplies once per *input* position: pass (H, W) as the output of its multiply-adds.
Source: Dumoulin & Visin 2016, A guide to convolution arithmetic for deep learning (sizes);
    Araujo, Norris & Sim 2019, Computing receptive fields of convolutional neural networks (Distill).
"""

import math


def conv_output_size(size, kernel, *, stride=1, padding=0, dilation=1):
    """Outputs of a convolution along one axis, in pixels.

    size, kernel, stride, dilation: >= 1. padding: on each side, >= 0.

    >>> conv_output_size(224, 7, stride=2, padding=3)           # (224 + 6 - 7) // 2 + 1 = 111 + 1
    112
    >>> conv_output_size(10, 3, dilation=4)                     # the kernel spans 9 pixels: two positions
    2
    """
    span = dilation * (kernel - 1) + 1
    return (size + 2 * padding - span) // stride + 1


def pool_output_size(size, kernel, *, stride=None, padding=0):
    """Outputs of a pooling layer along one axis, in pixels; the stride is the kernel unless given.

    >>> pool_output_size(7, 2)                                  # 2 + 2 + 2 pixels, the seventh is left out
    3
    """
    stride = kernel if stride is None else stride
    return (size + 2 * padding - kernel) // stride + 1


def conv_transpose_output_size(size, kernel, *, stride=1, padding=0, output_padding=0, dilation=1):
    """Outputs of a transposed convolution along one axis, in pixels.

    output_padding: 0 to below the larger of stride and dilation.

    >>> conv_transpose_output_size(7, 4, stride=2, padding=1)   # 6 * 2 - 2 + 3 + 1: doubles the size
    14
    """
    span = dilation * (kernel - 1) + 1
    return (size - 1) * stride - 2 * padding + span + output_padding


def dense_parameters(features, units, *, bias=True):
    """Weights and, unless bias is False, biases of a dense layer from `features` inputs to `units` outputs.

    >>> dense_parameters(784, 10)                               # 784 * 10 + 10
    7850
    """
    return features * units + (units if bias else 0)


def conv_parameters(channels, filters, kernel, *, groups=1, bias=True):
    """Weights and, unless bias is False, biases of a convolution from `channels` to `filters`; no size enters.

    kernel: a tuple, (k,) or (kh, kw). groups: a divisor of channels and filters.

    >>> conv_parameters(3, 64, (7, 7))                          # 64 * 3 * 49 + 64
    9472
    >>> conv_parameters(32, 32, (3, 3), groups=32, bias=False)  # depthwise: nine weights per channel
    288
    """
    return filters * (channels // groups) * math.prod(kernel) + (filters if bias else 0)


def dense_multiply_adds(features, units):
    """Multiply-adds of a dense layer for one example.

    >>> dense_multiply_adds(784, 10)
    7840
    """
    return features * units


def conv_multiply_adds(channels, filters, kernel, output, *, groups=1):
    """Multiply-adds of a convolution for one example: every weight is used once per output position.

    kernel, output: tuples, (k,) and (OL,), or (kh, kw) and (OH, OW).

    >>> conv_multiply_adds(3, 64, (7, 7), (112, 112))           # 9408 weights at 12544 positions
    118013952
    """
    weights = filters * (channels // groups) * math.prod(kernel)
    return weights * math.prod(output)


def receptive_field(layers):
    """Pixels along one axis that one output of a stack can see; layers: (kernel, stride, dilation), first layer first.

    >>> receptive_field([(3, 1, 1), (3, 1, 1), (3, 1, 1)])      # as many as one 7 x 7 kernel
    7
    >>> receptive_field([(3, 2, 1), (3, 1, 1), (2, 2, 1)])      # 1 + 2*1 + 2*2 + 1*2: steps of 2 after the first
    9
    """
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump *= stride
    return field
