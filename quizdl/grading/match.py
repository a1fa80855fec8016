"""Grades pairs: each that is right earns its share."""

from collections.abc import Mapping

from quizdl.bank.bank import Bank
from quizdl.grading.known import names, quoted, why
from quizdl.model.kinds.match import Match
from quizdl.model.verdict import Finding, Outcome, Status, Verdict


def grade(question: Match, given: Mapping[str, str], bank: Bank) -> Verdict:
    """Judge the right side that was given to each left side."""
    worth = question.points / len(question.pairs)
    findings, feedback, found = [], [], []
    for pair in question.pairs:
        right = given[pair.left] == pair.right
        outcome = Outcome.PASSED if right else Outcome.FAILED
        findings.append(Finding(pair.left, outcome, round(worth * right, 2), round(worth, 2)))
        if right:
            continue
        known = [wrong for wrong in question.wrong if (wrong.left, wrong.right) == (pair.left, given[pair.left])]
        found += known
        feedback += [f"{quoted(pair.left)} and {quoted(given[pair.left])}: {why(wrong, bank)}" for wrong in known]
    count = sum(finding.outcome is Outcome.PASSED for finding in findings)
    status = Status.RIGHT if count == len(question.pairs) else Status.WRONG
    score = round(worth * count, 2)
    return Verdict(status, score, question.points, tuple(findings), tuple(feedback), diagnosis=names(*found))
