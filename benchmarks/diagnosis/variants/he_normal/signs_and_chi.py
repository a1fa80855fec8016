# quizdl: initialization/he-normal
"""A normal draw is a random sign times the root of a chi-squared one; filter by filter, stacked."""

import numpy as np


def he_normal(shape, *, rng, negative_slope=0.0):
    rows = []
    fan_in = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
    for _ in range(shape[0]):
        size = np.sqrt(rng.chisquare(1, shape[1:]))
        sign = rng.choice([-1.0, 1.0], shape[1:])
        rows.append(sign * size)
    return np.stack(rows) * np.sqrt(2 / fan_in / (1 + negative_slope**2))
