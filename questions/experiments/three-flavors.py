"""Batch, minibatch and stochastic gradient descent at equal numbers of examples, and at equal numbers of updates."""

import numpy as np
from gradient_descent import logistic_regression_forward, minibatch_gradient_descent

TRAIN, EPOCHS, UPDATES = 1200, 2, 60
RATES = 0.01, 0.03, 0.1, 0.3, 1.0, 3.0


def measure(x, rng, inputs, targets):
    """x: examples per update. Logistic regression tells classes 0 to 4 from classes 5 to 9."""
    rows = rng.permutation(len(inputs))[:TRAIN]
    inputs = np.hstack([inputs[rows], np.ones((TRAIN, 1))])  # [N, D + 1]
    labels = (targets[rows] >= 5) * 1.0
    seen = min(TRAIN, x * UPDATES)
    return {
        "updates": TRAIN / x,
        "same_examples": best_loss(inputs, labels, TRAIN, x, EPOCHS, rng),
        "same_updates": best_loss(inputs, labels, seen, x, x * UPDATES // seen, rng),
    }


def best_loss(inputs, labels, seen, batch_size, epochs, rng):
    """Loss on all examples after some epochs on the first ones, with the best rate of the grid."""
    losses = []
    for rate in RATES:
        w = minibatch_gradient_descent(
            inputs[:seen], labels[:seen], np.zeros(inputs.shape[1]),
            lr=rate, epochs=epochs, batch_size=batch_size, rng=rng, logistic=True,
        )  # fmt: skip
        loss, _ = logistic_regression_forward(inputs, labels, w)
        losses.append(loss)
    return min(losses)
