"""Grades the line that was picked and the reason: half of the points for each."""

from quizdl.bank.bank import Bank
from quizdl.grading.known import names, why
from quizdl.model.kinds.spot import Spot
from quizdl.model.question import Option
from quizdl.model.verdict import Finding, Outcome, Status, Verdict


def grade(question: Spot, line: int, reason: Option, bank: Bank) -> Verdict:
    """Judge a line, counted from 1, and a reason."""
    found = line == question.line
    known = [wrong for wrong in question.wrong if wrong.line == line]
    feedback = []
    if not found:
        feedback.append(" ".join([f"Line {line} is right.", *(why(wrong, bank) for wrong in known)]))
        feedback += [f"Your reason is the right one, for line {question.line}."] if reason.correct else []
    elif not reason.correct:
        feedback.append("You found the line; the reason is another one.")
    feedback += [] if reason.correct else [why(reason, bank)]
    half = question.points / 2
    findings = tuple(
        Finding(name, Outcome.PASSED if right else Outcome.FAILED, half * right, half)
        for name, right in (("the line", found), ("the reason", reason.correct))
    )
    status = Status.RIGHT if found and reason.correct else Status.WRONG
    score = half * (found + reason.correct)
    diagnosis = names(*known, *([] if reason.correct else [reason]))
    return Verdict(status, score, question.points, findings, tuple(feedback), diagnosis=diagnosis)
