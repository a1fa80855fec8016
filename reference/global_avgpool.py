"""Global average pooling: every channel becomes one number, its mean over all positions.

    y[n, c] = sum of x[n, c, i, j] over i, j, divided by H * W

Axes: x is [N, C, H, W], y is [N, C]: only positions are averaged, neither channels nor examples.
Conventions: the two position axes are dropped. PyTorch's AdaptiveAvgPool2d(1) keeps them as [N, C, 1, 1].
    There are no parameters, and H and W may differ from image to image, so a classifier behind it takes any size.
Source: Lin, Chen & Yan 2014, Network in network, section 3.2.
"""

import numpy as np


def inputs(rng, N, C, H, W):
    """Random argument of the forward: x [N, C, H, W]."""
    return {"x": rng.standard_normal((N, C, H, W))}


def global_avgpool_forward(x):
    """Average every channel over its H * W positions.

    x: [N, C, H, W].
    Returns y [N, C] and the cache.

    >>> y, _ = global_avgpool_forward(np.array([[[[1.0, 2.0], [3.0, 6.0]], [[0.0, 0.0], [0.0, 8.0]]]]))
    >>> y.tolist()                                  # (1 + 2 + 3 + 6) / 4 and 8 / 4
    [[3.0, 2.0]]
    """
    y = x.mean(axis=(2, 3))  # [N, C]
    cache = x.shape
    return y, cache


def global_avgpool_backward(dy, cache):
    """Gradient of the loss from dy [N, C], its gradient with respect to y: every position gets an equal share.

    Returns dx [N, C, H, W].
    """
    _, _, H, W = cache
    share = dy / (H * W)  # [N, C]
    dx = np.tile(share[:, :, None, None], (1, 1, H, W))  # [N, C, H, W]
    return dx
