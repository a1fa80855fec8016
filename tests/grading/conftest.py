"""A bank in a temporary folder, with a layer that is small enough to compute in one's head."""

import textwrap

import pytest

from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders

SCALE = """
    import numpy as np


    def inputs(rng, N, D):
        return {"x": rng.standard_normal((N, D)), "a": 2 + rng.standard_normal(D)}


    def scale_forward(x, a, *, offset=0.0):
        y = a * x + offset
        cache = x, a
        return y, cache


    def scale_backward(dy, cache):
        x, a = cache
        dx = dy * a
        da = (dy * x).sum(axis=0)
        return dx, da
"""
MISTAKES = """
    layer: scale
    misconceptions:
      - id: no-offset
        says: Leaves the offset out.
        teaches: The offset is added last.
        change:
          - {from: a * x + offset, to: a * x}
      - id: explosive
        says: Raises.
        teaches: It must not raise.
        change:
          - {from: a * x + offset, to: a * x + 1 / 0}
"""


@pytest.fixture
def make_bank(tmp_path):
    """A bank with layer files of one's own: name -> text."""
    folder = tmp_path / "bank" / "misconceptions"
    folder.mkdir(parents=True)
    (folder / "scale.yaml").write_text(textwrap.dedent(MISTAKES), encoding="utf-8")

    def make(**layers):
        for name, text in {"scale": SCALE, **layers}.items():
            (folder / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
        return Bank(Folders((folder.parent,)), use_cache=False)

    return make


@pytest.fixture
def bank(make_bank):
    """The bank with the layer `scale` and two mistakes in it."""
    return make_bank()
