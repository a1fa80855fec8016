# tries: to hang when its forward is called once more than there are cases, as it is to explain a mistake
# earns: wrong or timed_out, at most 0
import numpy as np

calls = 0


def dense_forward(x, w, b):
    global calls
    calls += 1
    while calls > 2:
        pass
    return np.ones((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.ones_like(x), np.ones_like(w), np.ones(w.shape[1])
