# tries: to leave the process without modules, handlers and kept results
# earns: wrong or failed, at most 0
import sys

import numpy as np

for module in list(sys.modules.values()):
    for name in ("HANDLERS", "modules", "handles", "NUMPY_NAMES"):
        if isinstance(getattr(module, name, None), dict):
            getattr(module, name).clear()
sys.modules.clear()


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
