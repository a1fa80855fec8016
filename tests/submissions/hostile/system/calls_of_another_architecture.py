# tries: to open a socket by the 32-bit system calls of the same processor, which a filter for 64 bits may not know
# earns: wrong or failed, at most 0
# shows: as a program of 32 bits
import ctypes
import mmap
import os

import numpy as np

print("as a program of 32 bits")
# push rbx; mov eax, 359 (socket); mov ebx, 1; mov ecx, 1; xor edx, edx; int 0x80; pop rbx; ret
CODE = bytes.fromhex("53 b867010000 bb01000000 b901000000 31d2 cd80 5b c3")
if os.uname().machine == "x86_64":
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(CODE)
    socket = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()
    print("let through: a socket" if socket >= 0 else "refused")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
