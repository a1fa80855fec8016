"""The screens of `bank agreement`."""

import click
import pytest

from quizdl.model.agreement import Agreement, PointAgreement
from quizdl.show.agreement import agreement


def point(question="t/why", revision="r1", number=1, text="", **fields):
    found = {"answers": 2, "same": 0.5, "kappa": 0.25, **fields}
    return PointAgreement(question=question, revision=revision, point=number, text=text, **found)


def shown(*points, unmarked=0):
    """The lines between the first and the note."""
    text = click.unstyle(agreement(Agreement(points, 2, unmarked)))
    return text[: text.index("\n\nsame:")].split("\n")


def test_the_first_line_counts_answers_and_those_without_marks_if_there_are_any():
    assert shown(point())[0] == "2 answers with marks."
    assert shown(point(), unmarked=3)[0] == "2 answers with marks; 3 without are left out."


def test_revisions_are_named_where_a_question_has_several():
    assert shown(point(), point(revision="r2"), point("t/other")) == [
        "2 answers with marks.",
        "",
        "t/why, revision r1: 2 answers",
        "  1.   50 % same, kappa 0.25",
        "",
        "t/why, revision r2: 2 answers",
        "  1.   50 % same, kappa 0.25",
        "",
        "t/other: 2 answers",
        "  1.   50 % same, kappa 0.25",
    ]


@pytest.mark.parametrize(
    ("constant", "who"),
    [
        (("learner",), "the learner"),
        (("instructor",), "the instructor"),
        (("learner", "instructor"), "both the learner and the instructor"),
    ],
)
def test_who_gave_one_letter_to_all_is_named(constant, who):
    assert shown(point(kappa=None, constant=constant))[3:] == [
        "  1.   50 % same, kappa undefined",
        f"     {who} gave every answer the same letter",
    ]


def test_a_point_is_one_line_with_its_formulas_and_within_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert shown(point(text=r"It is **$\frac{a}{b}$**."))[-1] == "     It is a/b."
    long = shown(point(text="x" * 50))[-1]
    assert long == "     " + "x" * 34 + "…"
    assert len(long) == 40


def test_what_a_terminal_would_obey_is_not_shown():
    text = "\n".join(shown(point("t/\u202ewhy", text="a\u202eb")))
    assert text.replace("\n", "").isprintable()
    assert "a b" in text
