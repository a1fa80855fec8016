"""A deep, narrow net at several learning rates, with batch norm and without."""

from copy import deepcopy
from functools import partial

import numpy as np
from mlp import layer, loss_of, step
from sgd import sgd_step

SIZES = ((64, 32), *[(32, 32)] * 7, (32, 10))
TRAIN, BATCH, STEPS = 1200, 64, 150


def measure(x, rng, inputs, targets):
    """x: learning rate. Losses on the training data in evaluation mode; those above 10 are given as 10."""
    inputs, targets = inputs[:TRAIN], targets[:TRAIN]
    start = [layer(shape, rng) for shape in SIZES]
    lessons = [rng.choice(TRAIN, BATCH, replace=False) for _ in range(STEPS)]
    found = {}
    for name, normalize in ("batchnorm", True), ("plain", False):
        net = deepcopy(start)
        with np.errstate(over="ignore", invalid="ignore"):
            for rows in lessons:
                step(net, inputs[rows], targets[rows], partial(sgd_step, lr=x), normalize=normalize)
            loss = loss_of(net, inputs, targets, normalize=normalize, training=False)
        found[name] = loss if loss < 10 else 10.0  # not a number is not below 10
    return found
