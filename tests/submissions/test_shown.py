"""Findings become lines: what passed case by case, what failed reason by reason; and JSON with the same content."""

import click
import pytest

from quizdl.model.question import Choice, Option
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.show import verdict as shown
from quizdl.show.report import report

PASSED, FAILED, SKIPPED = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED
LOADED = Finding("f is there", PASSED)
ITEM = Choice(
    id="t/q", type="choice", prompt="?", source="Ioffe 2015", choices=(Option(text="a", correct=True), Option(text="b"))
)


def finding(result, case, outcome=PASSED, message="", points=0.0):
    return Finding(f"{result}, {case}", outcome, points, 1.0, message, result, case)


def lines(*findings, status=Status.WRONG, notes=()):
    """The screen without color, from its second line to the one before the closing."""
    text = click.unstyle(shown.submission("t/q", Verdict(status, 1.5, 10.0, findings, notes=notes)))
    first, *rest = text.splitlines()
    assert first.split() == ["t/q", "1.5", "/", "10"]
    return rest


def test_what_passed_in_a_case_is_one_line():
    assert lines(finding("y", "small (2)"), finding("dx", "small (2)"), finding("y", "large (9)"))[:2] == [
        "  ✓ small (2): y, dx",
        "  ✓ large (9): y",
    ]


def test_what_passed_in_the_only_case_is_one_line_too():
    assert lines(finding("y", "small (2)"), finding("dx", "small (2)"))[0] == "  ✓ small (2): y, dx"


def test_what_failed_alone_is_told_in_its_line():
    assert lines(LOADED, finding("y", "small (2)", FAILED, "y is None"))[:2] == [
        "  ✓ f is there",
        "  ✗ small (2): y is None",
    ]


def test_what_failed_for_one_reason_in_all_cases_is_one_line_with_the_reason_below():
    found = [finding(result, case, FAILED, "no") for case in ("small", "large") for result in ("y", "z")]
    assert lines(*found)[:2] == ["  ✗ y, z, in all 2 cases", "      no"]


def test_what_failed_for_one_reason_in_some_cases_names_them():
    found = [finding("y", case, FAILED, "no") for case in ("small", "large")]
    assert lines(*found, finding("y", "other"))[:3] == ["  ✗ y: small; large", "      no", "  ✓ other: y"]


def test_what_failed_for_one_reason_here_and_there_is_listed():
    found = finding("y", "small", FAILED, "no"), finding("z", "large", FAILED, "no"), finding("y", "large")
    assert lines(*found)[:2] == ["  ✗ y, small; z, large", "      no"]


def test_what_was_skipped_has_a_sign_of_its_own():
    assert lines(finding("y", "small", SKIPPED, "needs f"))[0] == "  – small: needs f"


def test_checks_of_the_whole_file_stay_apart_and_have_their_reason_below():
    broken = Finding("f is there", FAILED, message="there is none")
    assert lines(broken, broken)[:4] == ["  ✗ f is there", "      there is none"] * 2


def test_asterisks_in_quoted_code_are_no_markdown():
    assert lines(finding("y", "small", FAILED, "raises (line 1: `a**2 + b**2`), **really**"))[0] == (
        "  ✗ small: raises (line 1: `a**2 + b**2`), **really**"
    )


@pytest.mark.parametrize(
    ("status", "closing"),
    [
        (Status.RIGHT, "Right: every check passed."),
        (Status.WRONG, "Not right yet: see the lines marked ✗."),
        (Status.FAILED, "The code did not run to its end."),
        (Status.TIMED_OUT, "Out of time: the checks before it keep their points."),
    ],
)
def test_the_closing_line_tells_the_status_and_notes_follow(status, closing):
    assert lines(LOADED, status=status, notes=("one", "printed:\na\n  b"))[1:] == [
        closing,
        "  Note: one",
        "  Note: printed:",
        "    a",
        "      b",
    ]


@pytest.mark.parametrize(("outcome", "color"), [(PASSED, "green"), (FAILED, "red"), (SKIPPED, "yellow")])
def test_only_the_sign_of_a_line_has_a_color(outcome, color):
    sign = {PASSED: "✓", FAILED: "✗", SKIPPED: "–"}[outcome]
    found = Finding(f"a check {sign}", outcome)
    text = shown.submission("t/q", Verdict(Status.WRONG, 0, 1, (found,)))
    assert text.splitlines()[1] == f"  {click.style(sign, fg=color)} a check {sign}"


# An answer in a practice session


def answer(verdict, expected="The answer is a).", explanation="Because."):
    return click.unstyle(shown.answer(ITEM, verdict, expected, explanation)).splitlines()


def test_a_right_answer_is_told_why_and_from_where():
    assert answer(Verdict(Status.RIGHT, 10, 10)) == ["✓ Right.", "  Because.", "  Source: Ioffe 2015 [t/q]"]


def test_a_wrong_answer_is_told_what_was_expected_after_its_own_feedback():
    verdict = Verdict(Status.WRONG, 0, 10, feedback=("Not b.", "", "Nor c."))
    assert answer(verdict) == [
        "✗ Wrong.",
        "  Not b.",
        "  Nor c.",
        "  The answer is a).",
        "  Because.",
        "  Source: Ioffe 2015 [t/q]",
    ]


def test_a_partly_right_answer_is_told_its_points():
    assert answer(Verdict(Status.WRONG, 2.5, 10), "", "") == [
        "~ Partly right: 2.5 of 10 points.",
        "  Source: Ioffe 2015 [t/q]",
    ]


# JSON


def test_the_report_holds_every_finding_and_rounds_what_was_computed():
    findings = LOADED, Finding("y, small", FAILED, 5 / 3, 10 / 3, "no", "y", "small")
    verdict = Verdict(Status.WRONG, 1.5, 10.0, findings, diagnosis=("layer/mistake",), seconds=0.123456)
    assert report(7, "t/q", verdict) == {
        "seed": 7,
        "results": [
            {
                "question": "t/q",
                "status": "wrong",
                "score": 1.5,
                "max_score": 10.0,
                "checks": [
                    {"name": "f is there", "status": "passed", "points": 0.0, "max_points": 0.0, "message": ""},
                    {"name": "y, small", "status": "failed", "points": 1.6667, "max_points": 3.3333, "message": "no"},
                ],
                "diagnosis": ["layer/mistake"],
                "feedback": [],
                "smallest": [],
                "seconds": 0.123,
            }
        ],
    }
