"""How far ticks and marks agree, point by point, on a terminal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from quizdl.model.agreement import Agreement, PointAgreement
from quizdl.model.printable import printable
from quizdl.show.text import counted, one_line, prose, width

NOTE = (
    "same: answers with the same letter from both. kappa: Cohen's, with linear weights (y, p, n): 1 is full agreement, "
    "0 what chance alone would give."
)


def agreement(found: Agreement) -> str:
    """A block for each question, a line for each point of its rubric."""
    head = f"{counted(found.answers, 'answer')} with marks"
    head += f"; {found.unmarked} without are left out" if found.unmarked else ""
    if not found.points:
        return prose(f"{head}: add `marks`, a list of y, p or n, to the lines of `quizdl export answers`.")
    lines = [prose(f"{head}.")]
    groups: dict[tuple[str, str], list[PointAgreement]] = {}
    for point in found.points:
        groups.setdefault((point.question, point.revision), []).append(point)
    revisions = Counter(question for question, _ in groups)
    for (question, revision), points in groups.items():
        name = f"{question}, revision {revision}" if revisions[question] > 1 else question
        lines += ["", click.style(prose(printable(f"{name}: {counted(points[0].answers, 'answer')}")), bold=True)]
        lines += block(points)
    return "\n".join([*lines, "", prose(NOTE)])


def block(points: Sequence[PointAgreement]) -> list[str]:
    """The points of one rubric."""
    lines = []
    for point in points:
        kappa = "undefined" if point.kappa is None else f"{point.kappa:.2f}"
        lines.append(f"  {point.point}. {100 * point.same:4.0f} % same, kappa {kappa}")
        if point.constant:
            lines.append(prose(f"{undefined(point.constant)} gave every answer the same letter", "     "))
        if point.text:
            lines.append("     " + one_line(printable(point.text), width() - 5))
    return lines


def undefined(sides: Sequence[str]) -> str:
    """Who."""
    return "both the learner and the instructor" if len(sides) == 2 else f"the {sides[0]}"


def as_json(found: Agreement) -> dict[str, Any]:
    """The same for programs; kappa is null where it is undefined."""
    return {
        "answers": found.answers,
        "unmarked": found.unmarked,
        "points": [{**asdict(point), "constant": list(point.constant)} for point in found.points],
    }
