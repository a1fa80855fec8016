"""The loss in training mode minus that in evaluation mode, for the same weights and the same examples."""

from copy import deepcopy
from functools import partial

import numpy as np
from mlp import layer, loss_of, step
from sgd import sgd_step

SIZES = ((64, 48), (48, 48), (48, 10))
TRAIN, BATCH, STEPS, LR = 1280, 64, 150, 0.1


def measure(x, rng, inputs, targets):
    """x: examples in the minibatches of the measurement. For every x the same two nets are trained in the same way."""
    inputs, targets = inputs[:TRAIN], targets[:TRAIN]
    start = [layer(shape, rng) for shape in SIZES]
    found, sgd = {}, partial(sgd_step, lr=LR)
    for name, normalize, p in ("batchnorm", True, 0.0), ("dropout", False, 0.5):
        net = deepcopy(start)
        for _ in range(STEPS):
            rows = rng.choice(TRAIN, BATCH, replace=False)
            step(net, inputs[rows], targets[rows], sgd, normalize=normalize, p=p, rng=rng)
        evaluated = loss_of(net, inputs, targets, normalize=normalize, training=False)
        trained = [
            loss_of(net, inputs[rows], targets[rows], normalize=normalize, training=True, p=p, rng=rng)
            for rows in rng.permutation(TRAIN).reshape(-1, x)
        ]
        found[name] = np.mean(trained) - evaluated
    return found
