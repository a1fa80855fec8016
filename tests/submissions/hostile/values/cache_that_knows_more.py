# tries: to have the backward asked for twice, or with another cache, by a cache that counts, compares and copies
# earns: wrong, at most 0
import numpy as np


class Cache:
    def __eq__(self, other):
        return True

    def __del__(self):
        raise SystemExit("the cache is gone")

    def __reduce__(self):
        print("let through: it was pickled")
        return (Cache, ())

    __getstate__ = __copy__ = __deepcopy__ = __reduce__
    __hash__ = None


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), Cache()


def dense_backward(dy, cache):
    return np.zeros((4, 3)), np.zeros((3, 2)), np.zeros(2)
