"""A gradebook for other programs: CSV for spreadsheets, JSON, JUnit XML, and Gradescope's results."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from quizdl.model.assignment import Reveal
from quizdl.model.gradebook import Alike, Row, State
from quizdl.model.printable import printable
from quizdl.model.verdict import Outcome
from quizdl.show.feedback import CLOSING, lines, points, remarks
from quizdl.show.report import result

FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@＝＋－＠|%]")
"""What makes a spreadsheet run a cell."""
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def csv_line(cells: Iterable[str | float]) -> str:
    """One line; text that a spreadsheet would take for a formula gets an apostrophe."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()


def safe_cell(cell: str | float) -> str:
    """A cell."""
    if not isinstance(cell, str):
        return points(cell)
    cell = printable(cell)
    return f"'{cell}" if FORMULA.match(cell) else cell


def grades_header(questions: Sequence[str]) -> str:
    """The first line of grades.csv."""
    return csv_line(["student", *questions, "total", "of", "late", "states", "overridden"])


def grades_line(rows: Sequence[Row]) -> str:
    """One student in grades.csv."""
    scores = [row.score for row in rows]
    states = "; ".join(row.grade.state.value for row in rows)
    overridden = "; ".join(row.question for row in rows if row.override is not None)
    most = sum(row.max_score for row in rows)
    late = "late" if rows[0].student.late else ""
    return csv_line([rows[0].student.name, *scores, sum(scores), most, late, states, overridden])


def alike_line(pair: Alike) -> str:
    """One line of similarity.csv."""
    return csv_line([pair.question, pair.student, pair.other, pair.share, float(pair.shared)])


def record(rows: Sequence[Row]) -> str:
    """One student in results.json: everything, for the instructor."""
    student = rows[0].student
    data = {
        "student": student.name, "handed_in": student.handed_in, "late": student.late,
        "score": round(sum(row.score for row in rows), 4), "max_score": sum(row.max_score for row in rows),
        "results": [question(row) for row in rows],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def question(row: Row) -> dict[str, Any]:
    """One question of a student, with what a replay needs."""
    grade = row.grade
    shown = result(row.question, grade.verdict)
    override = (
        {"score": row.override.score, "reason": row.override.reason, "at": row.override.at} if row.override else None
    )
    return {
        **shown, "remarks": list(grade.verdict.remarks), "status": grade.state.value,
        "score": row.score, "override": override, "file": grade.file,
        "seed": grade.seed, "at": row.at, "source_sha256": grade.source_hash, "question_revision": grade.revision,
        "layer_hash": grade.layer, "quizdl": grade.version,
    }  # fmt: skip


def junit(rows: Sequence[Row]) -> Iterator[str]:
    """One student in junit.xml: a suite for each question, a case for each check."""
    for row in rows:
        checks = row.grade.verdict.findings
        failed = sum(check.outcome is Outcome.FAILED for check in checks)
        skipped = sum(check.outcome is Outcome.SKIPPED for check in checks)
        name = xml(f"{row.student.name}: {row.question}")
        seconds = f"{row.grade.verdict.seconds:.3f}"
        counts = f'tests="{len(checks)}" failures="{failed}" errors="0" skipped="{skipped}" time="{seconds}"'
        yield f'<testsuite name="{name}" {counts}>\n'
        for check in checks:
            case = f'<testcase classname="{name}" name="{xml(check.name)}"'
            if check.outcome is Outcome.PASSED:
                yield f"{case}/>\n"
            else:
                tag = "failure" if check.outcome is Outcome.FAILED else "skipped"
                yield f'{case}><{tag} message="{xml(check.message)}"/></testcase>\n'
        yield "</testsuite>\n"


def xml(text: str) -> str:
    """Text for an attribute; what XML cannot hold becomes a question mark."""
    return escape(NOT_XML.sub("?", text))


def gradescope(rows: Sequence[Row], reveal: Reveal) -> str:
    """One student as Gradescope's autograder would write it to results.json."""
    tests: list[dict[str, Any]] = []
    for i, row in enumerate(rows, start=1):
        said = [CLOSING[row.grade.state], *remarks(row, reveal)]
        for line in lines(row, reveal):
            sign = {Outcome.PASSED: "passed", Outcome.FAILED: "failed", Outcome.SKIPPED: "not run"}[line.outcome]
            said.append(f"{sign}: {line.what}" + (f"\n    {line.message}" if line.message else ""))
        tests.append(
            {
                "name": row.question, "number": str(i), "score": round(row.score, 4), "max_score": row.max_score,
                "status": "passed" if row.grade.state is State.RIGHT else "failed",
                "output": "\n".join(said), "output_format": "text", "visibility": "visible",
            }
        )  # fmt: skip
    data = {
        "score": round(sum(row.score for row in rows), 4), "output_format": "text",
        "execution_time": round(sum(row.grade.verdict.seconds for row in rows)), "stdout_visibility": "hidden",
        "tests": tests,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
