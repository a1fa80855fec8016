"""Spatial dropout: in training whole channels of an example are set to 0, each with probability p.

    keep ~ Bernoulli(1 - p)                   one draw per example and channel, shared by all its positions
    y    = x * keep / (1 - p)                 training
    y    = x                                  inference

Axes: x is [N, C, H, W], with any number of positions. Axis 1 is the channel.
Conventions: those of PyTorch's Dropout2d: p is the probability of dropping, kept channels grow by 1 / (1 - p) in
    training. Neighboring pixels of a feature map resemble each other: dropping single ones leaves their information
    in place, dropping the map does not.
Source: Tompson et al. 2015 (Efficient object localization using convolutional networks), who name it SpatialDropout.
"""


def inputs(rng, N, C, H, W):
    """Random arguments of the forward: x [N, C, H, W]."""
    return {"x": rng.standard_normal((N, C, H, W))}


def spatial_dropout_forward(x, *, p, training, rng):
    """Drop channels of x at random (training) or let x pass (inference).

    x: [N, C, ...]. p: probability of dropping a channel, 0 <= p < 1. training: False makes this the identity.
    rng: a numpy Generator; drawn from in training only.
    Returns y (the shape of x) and the cache.

    >>> import numpy as np
    >>> x, rng = np.tile([3.0, 4.0], (1, 100, 1)), np.random.default_rng(0)      # 100 channels of two positions
    >>> y, _ = spatial_dropout_forward(x, p=0.2, training=True, rng=rng)
    >>> np.unique(y[0], axis=0).tolist()            # a channel is dropped, or divided by 0.8, as a whole
    [[0.0, 0.0], [3.75, 5.0]]
    """
    if training:
        N, C = x.shape[:2]
        keep = rng.random((N, C) + (1,) * (x.ndim - 2)) >= p  # [N, C, 1, 1]
        y = x * keep / (1 - p)  # [N, C, H, W]
    else:
        y, keep = x, None
    cache = keep, p, training
    return y, cache


def spatial_dropout_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    The same channels are dropped as in the forward, with the same scaling.
    Returns dx (the shape of x).
    """
    keep, p, training = cache
    dx = dy * keep / (1 - p) if training else dy
    return dx
