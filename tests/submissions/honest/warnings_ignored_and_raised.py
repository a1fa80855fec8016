# uses: warnings: simplefilter, catch_warnings, warnings that become errors and are caught
# shows: a warning of its own
# quizdl: honest/softmax
import warnings

import numpy as np

warnings.simplefilter("error")
warnings.filterwarnings("ignore", category=DeprecationWarning)


def softmax_forward(x):
    try:
        np.exp(x + 1000)
    except RuntimeWarning:
        pass
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        np.log(np.zeros(1))
    assert caught
    warnings.simplefilter("default")
    warnings.warn("a warning of its own")
    y = np.exp(x - x.max(axis=-1, keepdims=True))
    y /= y.sum(axis=-1, keepdims=True)
    return y, y


def softmax_backward(dy, cache):
    return cache * (dy - (dy * cache).sum(axis=-1, keepdims=True))
