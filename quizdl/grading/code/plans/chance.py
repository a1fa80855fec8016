"""Tests that a right answer fails with a probability of at most FALSE_ALARM each.

A submission meets fewer than 100 of them, so that all together accuse a right one with a probability below 1e-9.
"""

import math

import numpy as np

from quizdl.compare import Array

FALSE_ALARM = 1e-11
DEVIATIONS = 7.2
"""A normal variable is farther from its mean, in standard deviations, with a probability of 6e-13."""


def is_rate(hits: int, trials: int, rate: float) -> bool:
    """Whether so many hits among independent trials are to be expected of a rate.

    Chernoff's bound: P(a share at least this far off) <= 2 exp(-trials * KL(share, rate)). It holds for any size.
    """
    if trials == 0:
        return True
    share = hits / trials
    if rate in (0.0, 1.0):
        return share == rate
    divergence = sum(p * math.log(p / q) for p, q in ((share, rate), (1 - share, 1 - rate)) if p > 0)
    return 2 * math.exp(-trials * divergence) >= FALSE_ALARM


def snapped(hits: int, trials: int, rates: tuple[float, ...]) -> float:
    """The first of these rates that fits, else the share itself: so that answers with the same rate are equal."""
    for rate in rates:
        if is_rate(hits, trials, rate):
            return rate
    return hits / trials


def sharing(mask: Array, axis: int, rate: float) -> float:
    """How a mask varies along an axis: 0 independently, 1 not at all, 0.5 otherwise.

    Looks at pairs of neighbors that do not overlap; independent ones agree with probability rate^2 + (1 - rate)^2.
    """
    moved = np.moveaxis(mask, axis, 0)
    if (moved == moved[:1]).all():
        return 1.0
    count = len(moved) // 2 * 2
    agree = moved[0:count:2] == moved[1:count:2]
    return 0.0 if is_rate(int(agree.sum()), agree.size, rate**2 + (1 - rate) ** 2) else 0.5
