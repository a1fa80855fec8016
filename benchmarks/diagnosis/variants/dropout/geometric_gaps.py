# quizdl: dropout/implement-dropout
"""Only dropped entries are drawn: the steps from one to the next are geometric; the cache is an array of places."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    if not training:
        return x, None
    places, at = [], -1
    while p > 0:
        at += int(rng.geometric(p))
        if at >= x.size:
            break
        places.append(at)
    dropped = np.array(places, dtype=int)
    return without(x, dropped) / (1 - p), (dropped, p)


def dropout_backward(dy, cache):
    if cache is None:
        return dy
    dropped, p = cache
    return without(dy, dropped) / (1 - p)


def without(values, dropped):
    """A copy with zeros in these places."""
    flat = values.ravel().copy()
    np.put(flat, dropped, 0)
    return flat.reshape(values.shape)
