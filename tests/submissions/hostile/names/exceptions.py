# tries: to bring control characters, null bytes and a change of direction to the terminal by the names and texts of exceptions
# earns: failed, at most 0
# shows: dense_forward raises
# hides: \u202e | \u2066 | \x1b | \x07 | \x9b | \r | \x00
import numpy as np

EVIL = "\x1b[35m\u202e\x00\x07\x9b\u2066\r\n\ud800"


def dense_forward(x, w, b):
    raise type(EVIL + "Error", (Exception,), {"__module__": EVIL, "__qualname__": EVIL})(EVIL * 20)


def dense_backward(dy, cache):
    return None
