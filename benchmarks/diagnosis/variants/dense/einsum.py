# quizdl: dense-vs-conv/implement-dense
"""einsum for everything, with the cache in a dictionary."""

import numpy as np


def dense_forward(x, w, b):
    return np.einsum("nd,dm->nm", x, w) + np.einsum("n,m->nm", np.ones(len(x)), b), {"x": x, "w": w}


def dense_backward(dy, cache):
    return (
        np.einsum("nm,dm->nd", dy, cache["w"]),
        np.einsum("nd,nm->dm", cache["x"], dy),
        np.einsum("nm->m", dy),
    )
