"""Runs `quizdl submit` in this process, from its arguments to its exit code, on a bank of the tests' own."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizdl import cli
from quizdl.bank import bank as bank_module
from quizdl.grading import submission
from quizdl.grading.code import expected

collect_ignore_glob = ["right/*", "wrong/*", "failed/*", "timed_out/*"]  # they are graded, never imported

HERE = Path(__file__).parent
BANK = HERE / "bank"


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def known():
    """What is right for the questions of the tests' bank."""
    return {}


@pytest.fixture
def reference_once(monkeypatch, known):
    """The reference is asked once for all tests: it gives the same every time."""
    compute = expected.compute

    def remembered(question, plan, seed, session):
        if question.id in known:
            session.close()  # its start would only slow down the other worker
        else:
            known[question.id] = compute(question, plan, seed, session)
        return known[question.id]

    monkeypatch.setattr(expected, "compute", remembered)


@pytest.fixture
def submit(monkeypatch, capsys, tmp_path, reference_once):
    """`quizdl submit ...`; the only bank is that of the tests."""
    nothing = tmp_path / "no-questions-of-quizdl"
    nothing.mkdir()
    monkeypatch.setattr(bank_module, "QUESTIONS", nothing)

    def run(*arguments, bank=BANK):
        monkeypatch.setattr(sys, "argv", ["quizdl", "submit", *map(str, arguments), "--bank", str(bank)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.run()
        out, err = capsys.readouterr()
        return Ran(stop.value.code, out, err)

    return run


@pytest.fixture
def graded_once(monkeypatch):
    """A file is graded at its first submission only; later ones show the same verdict in another form."""
    grade_file, graded = submission.grade_file, {}

    def remembered(file, *rest):
        if file not in graded:
            graded[file] = grade_file(file, *rest)
        return graded[file]

    monkeypatch.setattr(submission, "grade_file", remembered)
