"""assignment.yaml: every flaw with its place, and what it changes."""

from datetime import datetime

import pytest

from quizdl.bank.assignment import read
from quizdl.bank.bank import Bank
from quizdl.errors import BankError
from quizdl.model.assignment import Part, Reveal
from tests.submissions.conftest import BANK

GOOD = """\
title: Homework 3
due: 2026-11-02 23:59+01:00
reveal: checks
limits: {seconds: 5, memory_mb: 1024}
questions:
  - id: linear/forward
    points: 20
    files: [dense.py, hw3_*.py]
  - id: linear/pair
    files: [pair.py]
"""


def assignment(tmp_path, text):
    path = tmp_path / "assignment.yaml"
    path.write_text(text)
    return read(path, Bank.open(str(BANK)))


def test_an_assignment_says_what_is_asked(tmp_path):
    found = assignment(tmp_path, GOOD)
    assert found.parts == (
        Part("linear/forward", 20, ("dense.py", "hw3_*.py")),
        Part("linear/pair", None, ("pair.py",)),
    )
    assert (found.title, found.reveal, found.limits.seconds) == ("Homework 3", Reveal.CHECKS, 5)
    assert found.due == datetime.fromisoformat("2026-11-02 23:59+01:00")


def test_a_due_date_without_a_zone_is_in_that_of_this_machine(tmp_path):
    found = assignment(tmp_path, "due: 2026-11-02 23:59\nquestions: [{id: linear/pair}]\n")
    assert found.due == datetime.fromisoformat("2026-11-02 23:59").astimezone()
    assert found.reveal is Reveal.MESSAGES


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title: x\n", "1:1: `questions` is missing here: add it"),
        ("questions: []\n", "1:12: `questions`: expected at least 1 entry, found 0"),
        ("questions:\n  - ids: linear/pair\n", "2:5: `id` is missing here: add it"),
        ("questions:\n  - {id: linear/pair, point: 3}\n", "2:23: `point` is not a key here: did you mean `points`?"),
        ("questions:\n  - {id: linear/pair, points: 0}\n", "2:31: `points`: expected a number > 0, found the number 0"),
        ("questions:\n  - id: linear/par\n", "2:9: there is no question `linear/par`: did you mean `linear/pair`?"),
        (
            "questions:\n  - id: normalize/which-variance\n",
            "2:9: `normalize/which-variance` is not a code question: only files are graded",
        ),
        (
            "questions:\n  - id: linear/pair\n  - id: linear/pair\n",
            "3:9: `linear/pair` stands here twice: keep one",
        ),
        (
            "questions:\n  - {id: linear/pair, files: [a/b.py]}\n",
            "2:31: `a/b.py`: name files without folders, such as batchnorm.py",
        ),
        (
            "questions:\n  - {id: linear/pair, files: [a.py]}\n  - {id: linear/forward, files: [a.py]}\n",
            "3:34: `a.py` answers linear/pair already",
        ),
        (
            "due: next week\nquestions: [{id: linear/pair}]\n",
            "1:6: `due`: `next week` is not a date: write it as 2026-11-02 23:59",
        ),
        (
            "reveal: all\nquestions: [{id: linear/pair}]\n",
            "1:9: `reveal`: expected 'score', 'checks', 'messages' or 'values', found the text 'all'",
        ),
        (
            "limits: {seconds: 0}\nquestions: [{id: linear/pair}]\n",
            "1:19: `seconds`: expected a number > 0, found the number 0",
        ),
    ],
)
def test_a_flaw_is_a_sentence_with_its_place(tmp_path, text, problem):
    with pytest.raises(BankError) as error:
        assignment(tmp_path, text)
    assert problem in [str(one).rpartition("assignment.yaml:")[2] for one in error.value.problems]


def test_an_assignment_in_the_folder_is_found_and_sets_points_and_columns(folder, out, command, quick):
    (folder / "assignment.yaml").write_text(GOOD)
    ran = command("grade", folder, "--out", out)
    assert ran.code == 0, ran.err
    assert (out / "grades.csv").read_text().splitlines()[:3] == [
        "student,linear/forward,linear/pair,total,of,late,states,overridden",
        "anna,20,0,20,30,,right; missing,",
        "ben,0,0,0,30,,wrong; missing,",
    ]
    limits = quick.setup.questions["linear/pair"].limits
    assert (limits.seconds, limits.memory_mb) == (5, 1024)


def test_a_flaw_in_it_ends_the_run_with_exit_code_1(folder, out, command, quick):
    (folder / "assignment.yaml").write_text("questions: []\n")
    ran = command("grade", folder, "--out", out)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("assignment.yaml:1:12: `questions`: expected at least 1 entry, found 0\n")


def test_an_assignment_and_a_question_exclude_each_other(grade, tmp_path):
    ran = grade("--assignment", tmp_path / "x.yaml")
    expected = "quizdl: --question and --assignment exclude each other: the assignment names its questions\n"
    assert (ran.code, ran.err) == (2, expected)


def test_an_assignment_that_is_not_there_is_a_sentence(folder, out, command, tmp_path):
    ran = command("grade", folder, "--out", out, "--assignment", tmp_path / "x.yaml")
    assert ran.code == 1
    assert ran.err.endswith("x.yaml:1:1: cannot be read: No such file or directory\n")
