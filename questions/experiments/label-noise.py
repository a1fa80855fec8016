"""What nets learn from labels of which 30 % are wrong."""

from functools import partial

import numpy as np
from adam import adam_step
from mlp import forward, layer, step

SIZES = ((64, 64), (64, 64), (64, 10))
TRAIN, NOISE, BATCH, LR = 600, 0.3, 60, 0.005
NETS = {  # batch norm, probability of dropping, epochs
    "plain": (False, 0.0, 60),
    "dropout": (False, 0.5, 60),
    "batch norm": (True, 0.0, 60),
    "plain, stopped early": (False, 0.0, 8),
}


def measure(x, rng, inputs, targets):
    """x: the net. What it predicts is taken in evaluation mode."""
    normalize, p, epochs = NETS[x]
    net = [layer(shape, rng) for shape in SIZES]
    flipped = rng.random(TRAIN) < NOISE
    labels = np.where(flipped, (targets[:TRAIN] + rng.integers(1, 10, TRAIN)) % 10, targets[:TRAIN])
    adam = partial(adam_step, lr=LR)
    for _ in range(epochs):
        for rows in rng.permutation(TRAIN).reshape(-1, BATCH):
            step(net, inputs[rows], labels[rows], adam, normalize=normalize, p=p, rng=rng)
    predicted = forward(net, inputs, normalize=normalize, training=False)[0].argmax(axis=1)
    return {
        "accuracy": np.mean(predicted[TRAIN:] == targets[TRAIN:]),
        "fitted": np.mean(predicted[:TRAIN][flipped] == labels[flipped]),
    }
