# tries: to return a subclass of ndarray that agrees with everything it is compared with
# earns: wrong, at most 0
# shows: return a plain numpy.ndarray
import numpy as np


class Agreeing(np.ndarray):
    __array_priority__ = 1e9

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __sub__(self, other):
        return np.zeros(self.shape)

    __rsub__ = __abs__ = __ne__ = __sub__

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return np.zeros(self.shape)

    def __array_function__(self, function, types, arguments, options):
        return True

    def tobytes(self, *arguments):
        return bytes(self.nbytes)


def agreeing(*shape):
    return np.zeros(shape).view(Agreeing)


def dense_forward(x, w, b):
    return agreeing(x.shape[0], w.shape[1]), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return agreeing(*x.shape), agreeing(*w.shape), agreeing(w.shape[1])
