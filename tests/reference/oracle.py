"""PyTorch as an independent judge: the same layer in float64, values and gradients by autograd.

A machine without torch skips these tests; where QUIZDL_ORACLE=required is set (CI), a missing torch is a failure.
"""

import os

import numpy as np
import pytest

from tests.reference.derivatives import normwise

TOLERANCE = 1e-12

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
    assert all(error <= TOLERANCE for error in errors.values()), errors
