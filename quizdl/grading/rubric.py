"""Scores an open answer by the points of the rubric that the learner found in it."""

from collections.abc import Sequence

from quizdl.model.kinds.open import Open
from quizdl.model.verdict import Finding, Outcome, Status, Verdict

SHARES = {"y": 1.0, "p": 0.5, "n": 0.0}
"""Ticks: yes, partly, no."""


def grade(question: Open, ticks: Sequence[str]) -> Verdict:
    """One tick of SHARES for each point of the rubric, in order."""
    total = sum(point.weight for point in question.rubric)
    findings = []
    for point, tick in zip(question.rubric, ticks, strict=True):
        worth = question.points * point.weight / total
        outcome = Outcome.PASSED if SHARES[tick] == 1 else Outcome.FAILED
        findings.append(Finding(point.point, outcome, round(worth * SHARES[tick], 2), round(worth, 2)))
    share = sum(point.weight * SHARES[tick] for point, tick in zip(question.rubric, ticks, strict=True)) / total
    status = Status.RIGHT if share == 1 else Status.WRONG
    return Verdict(status, round(question.points * share, 2), question.points, tuple(findings))
