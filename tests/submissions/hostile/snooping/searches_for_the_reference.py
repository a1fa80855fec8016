# tries: to find the text of the reference, of the bank or of the grader's secrets in its own memory
# earns: wrong or failed, at most 0
# after: victims/marked.py
# shows: searched much, let through: nothing
import ctypes
import gc
import os
import re

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
libc.sbrk.restype = ctypes.c_void_p
PAGE, CHUNK, AROUND = 4096, 1 << 15, 1 << 23  # a pipe holds a chunk, so that nothing blocks


def regions():
    """Windows of addresses around everything that is known to lie in memory."""
    known = {id(value) for value in gc.get_objects()} | {id(os.environ), id(b""), id(np.zeros)}
    known |= {np.empty(size).ctypes.data for size in (1, 100, 10_000, 100_000, 1_000_000)}
    known |= {libc.sbrk(0), ctypes.addressof(ctypes.c_int()), ctypes.cast(libc.malloc, ctypes.c_void_p).value}
    windows = sorted({address // AROUND for address in known})
    wide = sorted({near for window in windows for near in (window - 1, window, window + 1)})
    return [(window * AROUND, (window + 1) * AROUND) for window in wide]


def chunks():
    """What can be read there: a pipe takes what is mapped, and refuses what is not, without a crash."""
    reading, writing = os.pipe()
    for start, end in regions():
        address = start
        while address < end:
            count = libc.write(writing, ctypes.c_void_p(address), CHUNK)
            if count <= 0:
                address += PAGE
                continue
            yield os.read(reading, count)
            address += count
    os.close(reading)
    os.close(writing)


def search(*patterns):
    """All places where a pattern occurs, none of which may hold what is searched for because it is searched for."""
    found, tail, seen = [set() for _ in patterns], b"", 0
    for chunk in chunks():
        seen += len(chunk)
        for pattern, matches in zip(patterns, found):
            matches |= set(pattern.findall(tail + chunk))
        tail = chunk[-100:]
    return found, seen



# No pattern fits itself: it lies in memory, too.
words = {
    "the reference": b"every output is [a] weighted sum of all inputs", "its docstrings": b"Gradients of the loss [f]rom dy",
    "the bank": b"derivation-of-the-hostile-[b]ank", "a secret": b"quizdl-[s]ecret-[0-9a-f]{8}",
    "the grader": b"class Expected[:]", "the seeds": b"def derive[(]",
}
found, seen = search(*map(re.compile, words.values()))
names = [name for name, matches in zip(words, found) if matches]
print(f"searched {'much' if seen > 2**23 else 'little'}, let through: {', '.join(names) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
