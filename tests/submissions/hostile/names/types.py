# tries: to bring them there by the names of the types that are returned
# earns: wrong, at most 0
# hides: \u202e | \u2066 | \x1b | \x07 | \x9b | \r | \x00
import numpy as np

EVIL = "\x1b[35m\u202e\x00\x07\x9b\u2066\r\n\ud800"
Odd = type("Odd", (), {"__module__": EVIL, "__qualname__": EVIL})
Array = type("Array", (np.ndarray,), {"__module__": EVIL, "__qualname__": EVIL})


def dense_forward(x, w, b):
    return Odd(), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros(x.shape).view(Array), np.zeros(w.shape, [("\u202e\x1b[35m", float)]), np.array(["\u202e"] * w.shape[1])
