# uses: the clock, the garbage collector, the platform and the environment, as debugging leaves them behind
# quizdl: honest/dense
import gc
import inspect
import os
import platform
import sys
import threading
import time
import tracemalloc

import numpy as np

gc.disable()
START = time.perf_counter()
VERBOSE = bool(os.environ.get("VERBOSE")) or "-v" in sys.argv
HERE = os.path.basename(__file__), platform.python_version(), threading.current_thread().name, os.getpid()
tracemalloc.start()


def dense_forward(x, w, b):
    caller = inspect.currentframe().f_code.co_name
    time.sleep(0.01)
    return x @ w + b, (x, w, caller)


def dense_backward(dy, cache):
    x, w, caller = cache
    assert caller == "dense_forward" and time.perf_counter() > START
    gc.collect()
    tracemalloc.stop()
    return dy @ w.T, x.T @ dy, dy.sum(axis=0)
