"""Optimizers on quadratics: how far each gets in a number of steps, with the best rate of one grid."""

import numpy as np
from adam import adam_step
from initialization import orthogonal
from momentum import momentum_step
from nesterov import nesterov_step
from rmsprop import rmsprop_step
from sgd import sgd_step

DIMENSIONS, STEPS, VALLEYS = 10, 100, 7
LEAST = 1e-12
RATES = np.logspace(-3, 1, 33).reshape(-1, 1)  # a row for each: 10 to the -3, -2.875, ... 1


def measure(x, rng):
    """x: largest over smallest curvature. Medians of some valleys."""
    found = np.median([one_valley(x, rng) for _ in range(VALLEYS)], axis=0)
    return dict(zip(("sgd", "momentum", "nesterov", "rmsprop", "adam", "adam_straight"), found, strict=True))


def one_valley(condition, rng):
    """What is left in the order of the curves. But for the last one, the valley lies at an angle to the axes."""
    curvatures = np.logspace(0, -np.log10(condition), DIMENSIONS)
    start = rng.uniform(0.5, 1.5, DIMENSIONS) / np.sqrt(curvatures)  # all contribute alike to the loss
    straight, turned = np.eye(DIMENSIONS), orthogonal((DIMENSIONS, DIMENSIONS), rng=rng)
    steps = sgd_step, momentum_step, nesterov_step, rmsprop_step, adam_step
    left = [best_loss(step, start, curvatures, turned) for step in steps]
    return [*left, best_loss(adam_step, start, curvatures, straight)]


def best_loss(step, start, curvatures, axes):
    """Loss after the steps over that at the start, not below LEAST; every row of w is a run with its own rate."""
    hessian = axes.T @ np.diag(curvatures) @ axes
    w, state = np.tile(start @ axes, (len(RATES), 1)), None
    first = loss(w, hessian)[0]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(STEPS):
            w, state = step(w, w @ hessian, state, lr=RATES)
        return max(np.nanmin(loss(w, hessian)) / first, LEAST)


def loss(w, hessian):
    """Of each row of w."""
    return np.sum((w @ hessian) * w, axis=1) / 2
