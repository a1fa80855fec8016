"""The command line in this process, as a user meets it: exit code, output, and errors in one line."""

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from quizdl import cli

ROOT = Path(__file__).parent.parent.parent


class Said(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def quizdl(monkeypatch, capsys):
    """Run `quizdl` with arguments."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["quizdl", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.run()
        return Said(ended.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def at_root(monkeypatch):
    """Stand in the folder of the project, so that paths in messages are the same everywhere."""
    monkeypatch.chdir(ROOT)
