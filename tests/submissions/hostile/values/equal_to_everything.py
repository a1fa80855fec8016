# tries: to return one object that is equal to everything and answers every question
# earns: wrong, at most 0
# shows: y is of type submission.Everything
import numpy as np


class Everything:
    def answer(self, *arguments, **options):
        return self

    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        if name.startswith("__array"):
            raise AttributeError(name)
        return self

    def __bool__(self):
        return True

    __call__ = __sub__ = __rsub__ = __add__ = __abs__ = __lt__ = __le__ = __gt__ = __ge__ = __getitem__ = answer
    __hash__ = None


def dense_forward(x, w, b):
    return Everything(), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return Everything(), Everything(), Everything()
