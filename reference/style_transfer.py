"""Style transfer: the style loss compares which channels fire together anywhere, the content loss what fires where.

    gram[n, c, d] = sum over positions of x[n, c, i, j] * x[n, d, i, j], divided by C * H * W
    style loss    = sum((gram - style_gram)^2)
    content loss  = sum((x - content)^2)

Axes: x is [N, C, H, W], the features of one layer of a fixed network; gram is [N, C, C], one matrix per image.
Conventions: both losses are sums of squares over everything, images included. Gatys et al. leave the Gram matrix
    unnormalized, divide the style loss by 4 C^2 (H W)^2 and halve the content loss. Nothing is centered: a Gram matrix
    is not a covariance. style_gram and content are constants; gradients go to x and, through the network, to the image.
Source: Gatys, Ecker & Bethge 2016, Image style transfer using convolutional neural networks, section 2;
    Johnson, Alahi & Fei-Fei 2016, Perceptual losses, section 3.2 (the Gram matrix divided by C * H * W).
"""

import numpy as np


def inputs(rng, N, C, H, W):
    """Random arguments of the three forwards: x and content [N, C, H, W], style_gram [N, C, C] of other features."""
    style = 0.5 + rng.standard_normal((N, C, H, W))
    return {
        "x": 0.5 + rng.standard_normal((N, C, H, W)),
        "style_gram": gram_forward(style)[0],
        "content": 0.5 + rng.standard_normal((N, C, H, W)),
    }


def gram_forward(x):
    """How strongly each pair of channels fires together, summed over the positions of each image.

    x: [N, C, H, W].
    Returns gram [N, C, C], symmetric, and the cache.

    >>> gram, _ = gram_forward(np.array([[[[1.0, 3.0]], [[2.0, 1.0]]]]))
    >>> gram.tolist()                               # 1*1 + 3*3, 1*2 + 3*1 and 2*2 + 1*1, divided by 2 * 1 * 2
    [[[2.5, 1.25], [1.25, 1.25]]]
    """
    N, C, H, W = x.shape
    features = x.reshape(N, C, H * W)  # [N, C, H W]
    count = C * H * W
    gram = features @ features.swapaxes(1, 2) / count  # [N, C, C]
    cache = features, count, x.shape
    return gram, cache


def gram_backward(dgram, cache):
    """Gradient of the loss from dgram [N, C, C]: x stands on both sides of the product, hence the two terms.

    Returns dx [N, C, H, W].
    """
    features, count, x_shape = cache
    both_sides = dgram + dgram.swapaxes(1, 2)  # [N, C, C]
    dfeatures = both_sides @ features / count  # [N, C, H W]
    dx = dfeatures.reshape(x_shape)  # [N, C, H, W]
    return dx


def style_loss_forward(x, style_gram):
    """Squared distance between the Gram matrices of x and of the style image.

    x: [N, C, H, W]. style_gram: [N, C, C], from an image of any size.
    Returns loss, a number >= 0, and the cache.

    >>> style_loss_forward(np.array([[[[1.0, 3.0]]]]), np.array([[[2.0]]]))[0].tolist()    # ((1 + 9) / 2 - 2)^2
    9.0
    """
    gram, gram_cache = gram_forward(x)
    difference = gram - style_gram  # [N, C, C]
    loss = np.sum(difference**2)
    cache = difference, gram_cache
    return loss, cache


def style_loss_backward(dloss, cache):
    """Gradient from dloss, a number: dx [N, C, H, W] is 4 (gram - style_gram) @ features / (C H W), times dloss."""
    difference, gram_cache = cache
    dgram = 2 * dloss * difference  # [N, C, C]
    dx = gram_backward(dgram, gram_cache)  # [N, C, H, W]
    return dx


def content_loss_forward(x, content):
    """Squared distance between the features of x and of the content image, position by position.

    x, content: [N, C, H, W].
    Returns loss, a number >= 0, and the cache.

    >>> content_loss_forward(np.array([[[[1.0, 3.0]]]]), np.array([[[[0.0, 5.0]]]]))[0].tolist()    # 1 + 4
    5.0
    """
    difference = x - content
    loss = np.sum(difference**2)
    cache = difference
    return loss, cache


def content_loss_backward(dloss, cache):
    """Gradient from dloss, a number: dx [N, C, H, W]."""
    difference = cache
    dx = 2 * dloss * difference
    return dx
