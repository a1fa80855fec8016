"""PyTorch as an independent judge: the same layer in float64, values and gradients by autograd.

A machine without torch skips these tests; where QUIZDL_ORACLE=required is set (CI), a missing torch is a failure.
"""

import os

import numpy as np
import pytest

from tests.reference.derivatives import normwise

TOLERANCE = 1e-12
worst: dict[str, tuple[float, str]] = {}
"""Layer -> the largest error seen in this run, and of which array; conftest.py prints it."""

if os.environ.get("QUIZDL_ORACLE") == "required":
    import torch
else:
    torch = pytest.importorskip("torch", reason="torch (extra `oracle`) is not installed")


def tensors(arguments):
    """name -> float64 leaf tensor that collects a gradient (integer arrays: no gradient)."""
    return {
        name: torch.tensor(value, requires_grad=np.asarray(value).dtype.kind == "f")
        for name, value in arguments.items()
    }


def assert_agrees(actual, expected):
    """Every array of `actual` (name -> array) is within 1e-12, normwise, of the tensor of that name."""
    errors = {name: normwise(actual[name], expected[name].detach().numpy()) for name in actual}
    layer = os.environ["PYTEST_CURRENT_TEST"].partition("/test_")[2].partition(".py")[0]
    worst[layer] = max([worst.get(layer, (0.0, "")), *((error, name) for name, error in errors.items())])
    assert all(error <= TOLERANCE for error in errors.values()), errors
