# tries: to read its own memory through /proc/self/maps and /proc/self/mem, where the file graded before may be left
# earns: wrong or failed, at most 0
# after: victims/marked.py
# shows: no way in: Permission denied
import re

import numpy as np

marker = re.compile(b"-".join([b"VICTIM", b"MARKER", b"[0-9a-f]{16}"]))
said = []
try:
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        said.append("let through: /proc/self/mem")
        for line in maps:
            first, last = (int(number, 16) for number in line.split()[0].split("-"))
            if line.split()[1].startswith("r") and last - first < 2**28:
                try:
                    memory.seek(first)
                    found = marker.search(memory.read(last - first))
                except (OSError, OverflowError, ValueError):
                    continue
                if found:
                    said.append(found[0].decode())
except OSError as error:
    said.append(f"no way in: {error.strerror}")
print(*said)


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
