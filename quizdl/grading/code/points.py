"""Weights of checks into points, with nothing paid for doing nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizdl.model.verdict import Finding, Outcome


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    outcome: Outcome
    message: str = ""
    weight: float = 0.0
    result: str = ""
    """The output or gradient that was compared."""
    case: str = ""
    """Where."""
    trivial: bool = False
    """It is passed by returning zeros, or an input as it came."""


def share_out(checks: Sequence[Check], points: float) -> tuple[Finding, ...]:
    """Points in proportion to the weights. A trivial check pays only where its result is right where it takes work."""
    total = sum(check.weight for check in checks) or 1.0
    worked = {check.result for check in checks if check.outcome is Outcome.PASSED and not check.trivial}
    needs_work = {check.result for check in checks if not check.trivial}
    findings = []
    for check in checks:
        worth = points * check.weight / total
        unpaid = check.trivial and check.result in needs_work - worked
        earned = worth if check.outcome is Outcome.PASSED and not unpaid else 0.0
        message = check.message
        if unpaid and check.outcome is Outcome.PASSED:
            message = f"{check.result} is right, but pays only once it is right where that takes work, too"
        findings.append(Finding(check.name, check.outcome, earned, worth, message, check.result, check.case))
    return tuple(findings)
