# uses: np.seterr and np.errstate, with exceptions that it catches
# quizdl: honest/softmax
import numpy as np

np.seterr(all="raise", under="ignore")


def softmax_forward(x):
    try:
        np.exp(np.float64(1000.0))
    except FloatingPointError:
        pass
    with np.errstate(under="ignore"):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
    y = e / e.sum(axis=-1, keepdims=True)
    return y, y


def softmax_backward(dy, cache):
    with np.errstate(all="ignore"):
        np.zeros(1) / np.zeros(1)
    return cache * (dy - (dy * cache).sum(axis=-1, keepdims=True))
