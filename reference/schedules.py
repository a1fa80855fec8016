"""Learning-rate schedules: the learning rate as a function of the number of steps made so far.

    step decay      rate = lr * gamma^floor(step / every)                        falls in stairs
    cosine decay    rate = low + (lr - low) * (1 + cos(pi * step / steps)) / 2   falls slowly, fast, slowly
    linear warmup   rate = lr * min(1, (step + 1) / steps)                       rises from lr / steps to lr

Axes: step is a number or an array of numbers, counted from 0; the rate has its shape.
Conventions: the first two are PyTorch's StepLR and CosineAnnealingLR, but the cosine stays at low after the last step
    where PyTorch's rises again. The first step of the warmup does not have rate 0. A step may be an update or an epoch.
Source: Loshchilov & Hutter 2017 (SGDR), equation 5, for the cosine; Goyal et al. 2017, section 2.2, for the warmup.
"""

import numpy as np


def inputs(rng, T):
    """The argument of every schedule: T random step numbers below 100."""
    return {"step": rng.integers(0, 100, T)}


def step_decay(step, *, lr, every, gamma=0.1):
    """Multiply lr by gamma (0 to 1) after `every` steps, again and again.

    >>> step_decay(np.array([0, 9, 10, 25]), lr=8.0, every=10, gamma=0.5).tolist()
    [8.0, 8.0, 4.0, 2.0]
    """
    rate = lr * gamma ** (step // every)
    return rate


def cosine_decay(step, *, lr, steps, low=0.0):
    """Half a cosine from lr at step 0 to low at step `steps`, and low from there on.

    >>> cosine_decay(np.array([0, 10, 20, 30]), lr=3.0, steps=20, low=1.0).round(12).tolist()
    [3.0, 2.0, 1.0, 1.0]
    """
    share = np.minimum(step / steps, 1)
    rate = low + (lr - low) * (1 + np.cos(np.pi * share)) / 2
    return rate


def linear_warmup(step, *, lr, steps):
    """Rise to lr, reached at the step number steps - 1, in equal stairs. lr may be the rate of another schedule.

    >>> linear_warmup(np.array([0, 1, 3, 4]), lr=2.0, steps=4).tolist()
    [0.5, 1.0, 2.0, 2.0]
    """
    rate = lr * np.minimum((step + 1) / steps, 1)
    return rate
