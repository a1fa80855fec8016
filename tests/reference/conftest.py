"""Ends a run in which PyTorch judged (QUIZDL_ORACLE=required) with the table of errors, and fails where it did not."""

import os
import sys

import pytest

REQUIRED = os.environ.get("QUIZDL_ORACLE") == "required"


def pytest_terminal_summary(terminalreporter):
    oracle = sys.modules.get("tests.reference.oracle")
    if not REQUIRED or oracle is None:
        return
    terminalreporter.section("largest error against PyTorch in float64, normwise")
    for layer, (error, name) in sorted(oracle.worst.items()):
        terminalreporter.write_line(f"{layer:<26}{error:.1e}  {name}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Green without the oracle would be a lie: a run that asked for it and skipped it fails."""
    oracle = sys.modules.get("tests.reference.oracle")
    if REQUIRED and session.exitstatus == 0 and (oracle is None or len(oracle.worst) < 30):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
