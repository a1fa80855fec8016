"""Dropout: in training every unit is set to 0 with probability p and the kept ones grow by 1 / (1 - p).

    keep ~ Bernoulli(1 - p)                   one draw per unit *and example*, new at every forward
    y    = x * keep / (1 - p)                 training
    y    = x                                  inference

Axes: x has any shape; every entry is dropped or kept on its own.
Conventions: those of PyTorch and Keras: p is the probability of *dropping*. Srivastava et al. call p the probability
    of keeping, and so do the notes of CS231n. This is inverted dropout: the scaling happens in training, so that the
    mean of every unit is that of inference (its variance is not). The original scales the weights by the keep
    probability at inference instead. What is dropped are activations; dropping weights is DropConnect.
Source: Srivastava et al. 2014, section 4 (the model; section 10 mentions scaling in training).
"""


def inputs(rng, N, D):
    """Random arguments of the forward: x [N, D]."""
    return {"x": rng.standard_normal((N, D))}


def dropout_forward(x, *, p, training, rng):
    """Drop units of x at random (training) or let x pass (inference).

    x: any shape. p: probability of dropping a unit, 0 <= p < 1. training: False makes this the identity.
    rng: a numpy Generator; drawn from in training only.
    Returns y (the shape of x) and the cache.

    >>> import numpy as np
    >>> x, rng = np.array([[3.0] * 100, [4.0] * 100]), np.random.default_rng(0)
    >>> y, _ = dropout_forward(x, p=0.2, training=True, rng=rng)
    >>> sorted(set(y[0].tolist())), sorted(set(y[1].tolist()))          # dropped, or divided by 0.8
    ([0.0, 3.75], [0.0, 5.0])
    """
    if training:
        keep = rng.random(x.shape) >= p
        y = x * keep / (1 - p)
    else:
        y, keep = x, None
    cache = keep, p, training
    return y, cache


def dropout_backward(dy, cache):
    """Gradient of the loss from dy, its gradient with respect to y (the shape of x).

    The same units are dropped as in the forward, with the same scaling.
    Returns dx (the shape of x).
    """
    keep, p, training = cache
    dx = dy * keep / (1 - p) if training else dy
    return dx
