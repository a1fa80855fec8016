"""The verdict on a file as JSON, for programs."""

from typing import Any

from quizdl.model.verdict import Verdict

Report = dict[str, Any]


def report(seed: int, question: str, verdict: Verdict) -> Report:
    """One object for one submission."""
    return {"seed": seed, "results": [result(question, verdict)]}


def result(question: str, verdict: Verdict) -> Report:
    """One question of a submission."""
    return {
        "question": question,
        "status": verdict.status.value,
        "score": verdict.score,
        "max_score": verdict.max_score,
        "checks": [
            {
                "name": finding.name,
                "status": finding.outcome.value,
                "points": round(finding.points, 4),
                "max_points": round(finding.max_points, 4),
                "message": finding.message,
            }
            for finding in verdict.findings
        ],
        "diagnosis": list(verdict.diagnosis),
        "feedback": list(verdict.feedback),
        "smallest": list(verdict.smallest),
        "seconds": round(verdict.seconds, 3),
    }
