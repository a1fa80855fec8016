# tries: to bring them there by the line of its source that is quoted
# earns: failed, at most 0
# shows: dense_forward raises ValueError
# hides: \u202e | \u2066 | \u200b | \ufeff
import numpy as np


def dense_forward(x, w, b):
    raise ValueError("quoted: ‮ ⁦ ​ ﻿")  # ‮ }⁦if admin⁩ ⁦ begin


def dense_backward(dy, cache):
    return None
