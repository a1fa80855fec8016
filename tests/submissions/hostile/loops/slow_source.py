# tries: to be slow to compile: a constant expression of powers and a nesting that the compiler folds for long
# earns: timed_out or failed or wrong, at most 0
import numpy as np

source = "x = " + "-" * 50_000 + "1"
for text in (source, "(" * 150 + ")" * 150, "f'{" * 100, "1" + "if 1 else 1" * 5000, "lambda: " * 2000 + "0", "a = b" + "[0]" * 50_000):
    try:
        compile(text, "slow", "exec")
    except (SyntaxError, MemoryError, RecursionError):
        pass


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
