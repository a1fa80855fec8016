# expects: 0; batchnorm_forward is not written yet (line
"""Write batch norm with its backward pass in NumPy."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, *, training, momentum=0.1, eps=1e-05):
    """Normalize x by the statistics of the minibatch (training) or by the running ones (inference)."""
    raise NotImplementedError


def batchnorm_backward(dy, cache):
    """Gradients of the loss from dy."""
    raise NotImplementedError
