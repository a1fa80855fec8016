# tries: to bring them there by the names of its arguments, and to hide the functions behind look-alikes of other alphabets
# earns: failed, at most 0
# shows: there is no function `dense_forward`
# hides: \u202e | \u2066 | \x1b | \x07 | \x9b | \r | \x00
import inspect

import numpy as np

EVIL = "\x1b[35m\u202e\x00\x07\x9b\u2066\r\n\ud800"


def dense_forwаrd(x, w, b):
    return x @ w + b, (x, w)


def dense_backward(dy, cache):
    return None


def of_any_kind(parameter):
    parameter._name = EVIL
    return parameter


dense_backward.__signature__ = inspect.Signature([of_any_kind(inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY))])
