"""The work of `quizdl submit` without any protection: one process runs the reference and the submission and compares.

Usage: python unprotected.py LAYER_FILE SUBMISSION CASES_AS_JSON
"""

import json
import sys

import numpy as np


def load(path):
    names = {}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), names)
    return names


def main():
    reference, submission = load(sys.argv[1]), load(sys.argv[2])
    for seed, case in enumerate(json.loads(sys.argv[3])):
        rng = np.random.default_rng(seed)
        inputs = reference["inputs"](rng, **case["sizes"])
        for name, (scale, offset) in case["inputs"].items():
            inputs[name] = inputs[name] * scale + offset
        dy = None
        results = []
        for source in (reference, submission):
            arguments = [value.copy() for value in inputs.values()]
            *outputs, cache = source["batchnorm_forward"](*arguments, **case["options"])
            dy = rng.standard_normal(outputs[0].shape) if dy is None else dy
            results.append([*outputs, *source["batchnorm_backward"](dy.copy(), cache)])
        for right, found in zip(*results, strict=True):
            assert np.abs(found - right).max() <= 1e-6 * max(np.abs(right).max(), 1.0)


main()
