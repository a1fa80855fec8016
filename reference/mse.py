"""Mean squared error: the average of the squared differences between predictions and targets.

    loss = sum (predictions - targets)^2 / n      over all n numbers

Axes: predictions and targets have the same shape, usually [N, M]; n = N * M.
Conventions: PyTorch's mse_loss: the mean over examples *and* outputs. Many texts sum over the outputs and average
    over the examples only, or put a factor 1/2 before the sum to cancel the 2 of the derivative.
    Its unit is the square of the unit of the targets. Targets are data: they get no gradient.
Source: Goodfellow, Bengio & Courville 2016, Deep Learning, section 5.1.4.
"""


def inputs(rng, N, M):
    """Random arguments of the forward: predictions, targets [N, M]."""
    return {"predictions": rng.standard_normal((N, M)), "targets": rng.standard_normal((N, M))}


def mse_forward(predictions, targets):
    """Mean squared difference.

    predictions, targets: the same shape.
    Returns loss (a number >= 0, squared unit of the targets) and the cache.

    >>> import numpy as np
    >>> loss, _ = mse_forward(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [0.0, 3.0]]))
    >>> float(loss)                                 # (0 + 4 + 9 + 1) / 4
    3.5
    """
    error = predictions - targets
    n = error.size
    loss = (error**2).sum() / n  # a number
    cache = error
    return loss, cache


def mse_backward(dloss, cache):
    """Gradient with respect to the predictions, from dloss, the gradient with respect to the loss (a number).

    Returns dpredictions (the shape of the predictions).
    """
    error = cache
    dpredictions = dloss * 2 * error / error.size
    return dpredictions
