# tries: to send no reply at all, so that the grader waits for ever
# earns: timed_out, at most 0
import sys

import numpy as np

for name, module in list(sys.modules.items()):
    if name.endswith("frames") and hasattr(module, "send"):
        module.send = lambda *arguments, **options: None


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
