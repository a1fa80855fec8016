# quizdl: initialization/xavier-uniform
"""The angle of a normally drawn point of the plane is uniform between -pi and pi: two draws for each weight."""

import numpy as np


def xavier_uniform(shape, *, rng, gain=1.0):
    fan_in, fan_out = (
        n * int(np.prod(shape[2:])) for n in shape[:2]
    )  # for filters the other way round: the sum counts
    y, x = rng.standard_normal((2, *shape))
    return np.arctan2(y, x) / np.pi * gain * np.sqrt(6 / (fan_in + fan_out))
