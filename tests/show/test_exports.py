"""Gradebooks for other programs, field by field."""

import csv
import json

import pytest

from quizdl.model.assignment import Reveal
from quizdl.model.gradebook import Alike, Grade, Override, Row, State, Student
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.show import exports

OUTCOMES = (Outcome.PASSED, Outcome.FAILED, Outcome.FAILED, Outcome.SKIPPED)


def row(name="anna", state=State.WRONG, override=None, late=False):
    findings = tuple(Finding(outcome.value, outcome, message="m") for outcome in OUTCOMES)
    verdict = Verdict(Status.WRONG, 2.5, 10, findings, seconds=1.25)
    return Row(Student(name, name, "2026-01-01", late), "t/q", Grade(name, "t/q", state, verdict), "at", override)


def cells(line):
    (found,) = csv.reader([line])
    return found


def test_what_a_terminal_would_obey_is_no_part_of_a_cell():
    assert cells(exports.csv_line(["a\x1b[2J\u202eb", 0.5])) == ["a [2J b", "0.5"]


def test_a_pair_of_likely_copies_has_a_share_and_a_count():
    assert cells(exports.alike_line(Alike("t/q", "anna", "ben", 0.75, 40))) == ["t/q", "anna", "ben", "0.75", "40"]


def test_the_columns_of_grades_are_those_of_a_line():
    header = cells(exports.grades_header(["t/q"]))
    line = cells(exports.grades_line([row(override=Override(5, "r", "at", ""))]))
    assert dict(zip(header, line, strict=True)) == {
        "student": "anna", "t/q": "5", "total": "5", "of": "10", "late": "", "states": "wrong", "overridden": "t/q",
    }  # fmt: skip


def test_an_override_stands_beside_the_score_that_counts():
    data = json.loads(exports.record([row(override=Override(5, "told me", "now", ""))]))
    assert (data["score"], data["max_score"], data["late"]) == (5, 10, False)
    (question,) = data["results"]
    assert (question["score"], question["status"]) == (5, "wrong")
    assert question["override"] == {"score": 5, "reason": "told me", "at": "now"}
    assert json.loads(exports.record([row()]))["results"][0]["override"] is None


def test_junit_tells_failed_from_skipped():
    text = "".join(exports.junit([row()]))
    assert 'tests="4" failures="2" errors="0" skipped="1" time="1.250"' in text
    assert [text.count(f"<{tag} message=") for tag in ("failure", "skipped")] == [2, 1]
    assert text.count('name="passed"/>') == 1


@pytest.mark.parametrize(("state", "status"), [(State.RIGHT, "passed"), (State.WRONG, "failed")])
def test_gradescope_passes_what_is_right_and_hides_what_was_printed(state, status):
    data = json.loads(exports.gradescope([row(state=state), row(state=state)], Reveal.CHECKS))
    assert data["stdout_visibility"] == "hidden"
    assert [(test["number"], test["status"]) for test in data["tests"]] == [("1", status), ("2", status)]
    assert (data["score"], data["execution_time"]) == (5, 2)
