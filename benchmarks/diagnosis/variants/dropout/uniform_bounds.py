# quizdl: dropout/implement-dropout
"""rng.uniform between -p and 1 - p, of which the negative ones drop; the cache is a dictionary."""

import numpy as np


def dropout_forward(x, *, p, training, rng):
    if not training:
        return x.copy(), {"training": False}
    drop = np.signbit(rng.uniform(-p, 1 - p, x.shape))
    y = np.where(drop, 0.0, x / (1 - p))
    return y, {"training": True, "drop": drop, "p": p}


def dropout_backward(dy, cache):
    if not cache["training"]:
        return dy.copy()
    dx = dy / (1 - cache["p"])
    dx[cache["drop"]] = 0.0
    return dx
