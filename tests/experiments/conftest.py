"""A bank with one tiny experiment, to be edited."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main

YAML = """\
experiment: powers
title: Powers
asks: How fast do powers grow?
layers: [relu]
x: {label: base, values: [1, 2, 4]}
y: The power
curves:
  - {id: square, label: its square}
  - {id: noise, label: noise}
conclusions:
  - says: Squares grow.
    holds: all(diff(square) > 0)
  - says: Noise is small.
    holds: noise[0] < 0.5
does_not_show: that cubes grow.
source: derivation
"""
CODE = """\
import numpy as np
from relu import relu_forward

def measure(x, rng):
    y, _ = relu_forward(np.array([[x]]))
    return {"square": y[0, 0] ** 2.0, "noise": rng.random()}
"""


class Files:
    """The two files."""

    def __init__(self, bank: Path):
        self.bank = bank
        self.yaml, self.code = bank / "experiments" / "powers.yaml", bank / "experiments" / "powers.py"
        self.yaml.parent.mkdir(parents=True)
        self.yaml.write_text(YAML)
        self.code.write_text(CODE)

    def change(self, old, new):
        for file in (self.yaml, self.code):
            text = file.read_text()
            if old in text:
                file.write_text(text.replace(old, new))
                return
        raise AssertionError(old)

    def run(self, *arguments):
        return CliRunner().invoke(main, ["experiment", "powers", "--bank", str(self.bank), *map(str, arguments)])


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path / "bank")
