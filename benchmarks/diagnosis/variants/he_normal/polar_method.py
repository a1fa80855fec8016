# quizdl: initialization/he-normal
"""Marsaglia's polar method: points of a square that miss the unit disc are drawn again, more of them than needed."""

import numpy as np


def he_normal(shape, *, rng, negative_slope=0.0):
    fans = {2: lambda: shape[0], 4: lambda: shape[1] * shape[2] * shape[3]}
    variance = 2 / (fans[len(shape)]() * (1 + negative_slope * negative_slope))
    pieces, missing = [], int(np.prod(shape))
    while missing > 0:
        u, v = rng.uniform(-1, 1, (2, missing))
        s = u * u + v * v
        inside = (s > 0) & (s < 1)
        s = s[inside]
        draws = np.sqrt(-2 * np.log(s) / s) * np.array([u[inside], v[inside]])
        pieces.append(draws.ravel())
        missing -= draws.size
    return np.sqrt(variance) * np.concatenate(pieces)[: int(np.prod(shape))].reshape(shape)
