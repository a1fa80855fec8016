# tries: to read the environment of the person who grades, by Python and in memory
# earns: wrong or failed, at most 0
# shows: beyond what it needs: nothing
import ctypes
import os

import numpy as np

HARMLESS = {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH"}
pointers = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
variables, number = [], 0
while pointers and pointers[number]:
    variables.append(pointers[number].decode())
    number += 1
variables += [f"{name}={value}" for name, value in os.environ.items()]
odd = [text for text in variables if text.partition("=")[0] not in HARMLESS]
print("beyond what it needs:", odd[:2] if odd else "nothing")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
