"""Learning from shuffled minibatches, and from minibatches that hold one class each."""

from copy import deepcopy
from functools import partial

import numpy as np
from mlp import layer, loss_of, step
from sgd import sgd_step

SIZES = ((64, 32), (32, 32), (32, 10))
TRAIN, CLASSES, BATCH, EPOCHS, LAST, LR = 1200, 10, 20, 10, 50, 0.05


def measure(x, rng, inputs, targets):
    """x: how the minibatches are put together. Losses above 10 are given as 10."""
    start = [layer(shape, rng) for shape in SIZES]
    lessons = [rows for _ in range(EPOCHS) for rows in minibatches(x, targets[:TRAIN], rng)]
    found, sgd = {}, partial(sgd_step, lr=LR)
    for name, normalize in ("batchnorm", True), ("plain", False):
        net = deepcopy(start)
        losses = [step(net, inputs[rows], targets[rows], sgd, normalize=normalize) for rows in lessons]
        loss = loss_of(net, inputs[TRAIN:], targets[TRAIN:], normalize=normalize, training=False)
        found[name] = min(loss, 10.0)
        found[f"{name}_logged"] = min(np.mean(losses[-LAST:]), 10.0)
    return found


def minibatches(kind, labels, rng):
    """The minibatches of an epoch, in random order; what does not fill one is left out."""
    rows = rng.permutation(TRAIN)
    groups = [rows] if kind == "shuffled" else [rows[labels[rows] == c] for c in range(CLASSES)]
    batches = np.vstack([group[: len(group) // BATCH * BATCH].reshape(-1, BATCH) for group in groups])
    return rng.permutation(batches)
