# tries: to import the reference, quizdl and what is installed beside numpy, with search paths and loaders of its own
# earns: wrong or failed, at most 0
# shows: 12 tried, let through: nothing
import importlib
import importlib.machinery
import importlib.util
import runpy
import site
import sys
import zipimport

import numpy as np


tried, through = 0, []


def attempt(name, action):
    global tried
    tried += 1
    try:
        action()
    except Exception:
        return
    through.append(name)


def load(path):
    loader = importlib.machinery.SourceFileLoader("stolen", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("stolen", loader))
    loader.exec_module(module)
    globals().update(dense_forward=module.dense_forward, dense_backward=module.dense_backward)


sys.path[:0] = ["@repo@", "@site@", "@reference@", ""]
importlib.invalidate_caches()
for name in ("reference.dense", "dense", "quizdl", "quizdl.worker.frames", "quizdl.grading.code.grade", "click", "yaml", "pydantic", "pip"):
    attempt(name, lambda: importlib.import_module(name))
attempt("loader", lambda: load("@reference@/dense.py"))
attempt("run_path", lambda: runpy.run_path("@reference@/dense.py"))
attempt("zipimport", lambda: zipimport.zipimporter("@repo@"))

print(f"{tried} tried, let through: {', '.join(through) or 'nothing'}")


def dense_forward(x, w, b):
    return np.zeros((x.shape[0], w.shape[1])), (x, w)


def dense_backward(dy, cache):
    x, w = cache
    return np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1])
