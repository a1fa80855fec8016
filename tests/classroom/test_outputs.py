"""What comes out of a run: safe in a spreadsheet, a browser and a terminal, and silent about expected values."""

import csv
import dataclasses
import json
from xml.etree import ElementTree

import pytest

from quizdl.model.assignment import Reveal
from quizdl.model.gradebook import Grade, Override, Row, State, Student
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.show import exports, feedback
from quizdl.show.gradebook import Summary, summary
from quizdl.store.results import Results
from tests.classroom.conftest import QUESTION, RIGHT

EVIL = "</title><script>alert(1)</script>"
FINDINGS = (
    Finding("dense_forward is there", Outcome.PASSED),
    Finding("y, a (2)", Outcome.PASSED, 2.5, 2.5, "", "y", "a (2)"),
    Finding("dx, a (2)", Outcome.FAILED, 0, 5, f"raises {EVIL} (line 3: `x[0] * 2 < *y*`)", "dx", "a (2)"),
    Finding("dw, a (2)", Outcome.SKIPPED, 0, 2.5, "needs dense_forward", "dw", "a (2)"),
)
NOTES = (f"your code printed or warned:\n{EVIL}\n[x](http://evil)",)


def row(name="anna", override=None, question=QUESTION):
    verdict = Verdict(Status.WRONG, 2.5, 10, FINDINGS, ("*Divide* by N.",), NOTES, seconds=1.4)
    grade = Grade(name, question, State.WRONG, verdict, "k", 7, "a.py", "x = 1", "r", "l", "0", ("dx should be [1]",))
    return Row(Student(name, name, late=True), question, grade, "2026-01-01", override)


def test_feedback_in_markdown_says_what_passed_and_why_the_rest_did_not():
    assert feedback.markdown("Homework", [row()], Reveal.MESSAGES) == (
        "# Homework\n\n**anna**, 2.5 / 10 points\n\nHanded in late.\n\n## linear/forward: 2.5 / 10\n\n"
        "- ✓ dense_forward is there\n- ✓ a (2): y\n- ✗ a (2): dx\n"
        r"  <br>raises \</title\>\<script\>alert(1)\</script\> (line 3: `x[0] * 2 < *y*`)"
        "\n- – a (2): dw\n  <br>needs dense_forward\n\nNot right yet.\n\n\\*Divide\\* by N.\n\n"
        f"your code printed or warned:\n\n    {EVIL}\n    [x](http://evil)\n"
    )


def test_feedback_as_html_escapes_everything():
    page = feedback.html(EVIL, [row(EVIL)], Reveal.VALUES)
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4
    assert "<code>x[0] * 2 &lt; *y*</code>" in page
    assert "default-src 'none'" in page


def test_a_remark_is_for_the_instructor_alone():
    remark = "dense_backward takes 40 x its forward"
    found = row()
    verdict = dataclasses.replace(found.grade.verdict, remarks=(remark,))
    found = dataclasses.replace(found, grade=dataclasses.replace(found.grade, verdict=verdict))
    for student in (
        feedback.markdown("", [found], Reveal.VALUES), feedback.html("", [found], Reveal.VALUES),
        exports.gradescope([found], Reveal.VALUES), "".join(exports.junit([found])),
    ):  # fmt: skip
        assert remark not in student
    assert json.loads(exports.record([found]))["results"][0]["remarks"] == [remark]
    counted = Summary()
    counted.add([found])
    assert counted.remarked == 1


@pytest.mark.parametrize(
    "text", ["# a", "- a", "1. a", "+ a", "== a", "*a*", "[a](b)", "![a](b)", "<b>", "a_ b", "&lt;"]
)
def test_text_is_no_markdown(text):
    assert feedback.plain(text) != text


def test_what_students_read_grows_with_what_the_assignment_reveals():
    said = {reveal: feedback.markdown("", [row()], reveal) for reveal in Reveal}
    score, checks, messages, values = said.values()
    assert "✗" not in score
    assert "✗ a (2): dx" in checks
    assert "raises" not in checks
    assert "Divide" not in checks
    assert "raises" in messages
    assert "should be" not in messages
    assert "should be" in values
    for reveal in (Reveal.SCORE, Reveal.CHECKS, Reveal.MESSAGES):
        assert "should be" not in feedback.html("", [row()], reveal)
        assert "should be" not in exports.gradescope([row()], reveal)


def test_expected_values_are_kept_only_where_the_assignment_reveals_them(folder, out, command, quick):
    text = f"questions: [{{id: {QUESTION}}}]\n"
    for reveal in ("messages", "values"):
        (folder / "assignment.yaml").write_text(f"reveal: {reveal}\n{text}")
        assert command("grade", folder, "--out", out).code == 0
        everything = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
        assert (b"should be" in everything) is (reveal == "values")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "|x", "%x", "\r\n=1"])
def test_a_name_that_a_spreadsheet_would_run_gets_an_apostrophe(name):
    (line,) = csv.reader([exports.grades_line([row(name)])])
    assert line[0].startswith("'")
    assert line[1:] == ["2.5", "2.5", "10", "late", "wrong", ""]


def test_a_score_is_a_number_in_a_spreadsheet_and_a_name_with_a_comma_one_cell():
    (line,) = csv.reader([exports.grades_line([row('a, "b"', Override(12, "r", "t", ""))])])
    assert line == ['a, "b"', "12", "12", "10", "late", "wrong", QUESTION]


def test_junit_holds_a_suite_for_each_question_and_a_case_for_each_check():
    text = "".join(exports.junit([row(EVIL + "\x00\x1b\ud800")]))
    suite = ElementTree.fromstring(text)
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("4", "1", "1")
    assert suite.get("name") == f"{EVIL}???: {QUESTION}"
    assert [len(case) for case in suite] == [0, 0, 1, 1]
    assert suite[2][0].get("message").startswith("raises </title>")


def test_gradescope_gets_a_test_for_each_question():
    data = json.loads(exports.gradescope([row()], Reveal.CHECKS))
    assert (data["score"], data["execution_time"], data["tests"][0]["max_score"]) == (2.5, 1, 10)
    assert data["tests"][0]["output"] == (
        "Not right yet.\npassed: dense_forward is there\npassed: a (2): y\nfailed: a (2): dx\nnot run: a (2): dw"
    )


def test_the_summary_shows_the_distribution_and_where_the_class_got_stuck(grade, quick):
    ran = grade("--seed", 7, "--plain")
    assert ran.out.startswith(
        """\
3 students
linear/forward                                                   mean 3.33 of 10
  1 right, 1 wrong, 1 missing

Share of all points
    0 to  10 %  ████████████████████████████████████████ 2
   10 to  20 %
   20 to  30 %
   30 to  40 %
   40 to  50 %
   50 to  60 %
   60 to  70 %
   70 to  80 %
   80 to  90 %
   90 to 100 %  ████████████████████ 1

Hardest check: linear/forward, y, a minibatch (4, 3, 2), passed by 1 of 2
Most frequent failing check: linear/forward, y, a minibatch (4, 3, 2), failed by
  1

3 graded, 0 kept from before, seed 7
"""
    )


def test_the_summary_of_a_class_without_a_failure_names_no_check():
    found = Summary()
    found.add([row()])
    assert "Hardest" not in summary(found, [])


def test_every_file_is_there_and_belongs_to_one_student(grade, out, quick):
    grade()
    names = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert [name for name in names if not name.startswith("results.db")] == [
        ".lock", *(f"feedback/{name}.{kind}" for name in ("anna", "ben", "carl") for kind in ("html", "md")),
        "grades.csv", *(f"gradescope/{name}.json" for name in ("anna", "ben", "carl")), "junit.xml", "results.json",
        "similarity.csv",
    ]  # fmt: skip
    data = json.loads((out / "results.json").read_text())
    assert [one["student"] for one in data["students"]] == ["anna", "ben", "carl"]
    assert data["students"][0]["results"][0]["source_sha256"]
    ElementTree.parse(out / "junit.xml")


def test_a_hostile_student_name_stays_inside_the_folder(grade, folder, out, quick):
    (folder / "..%2f=cmd|x\n<b>.py").write_text(RIGHT)
    (folder / "=cmd.py").write_text(RIGHT)
    assert grade().code == 0
    assert {path.name for path in out.parent.iterdir()} == {"class", "out"}
    assert "\n'=cmd," in (out / "grades.csv").read_text()


def test_an_output_that_cannot_be_written_is_a_sentence_and_the_results_are_safe(grade, out, quick):
    (out / "grades.csv").mkdir(parents=True)
    ran = grade()
    assert ran.code == 2
    assert ran.err.endswith(f"Is a directory. All results are safe in {out / 'results.db'}\n")
    with Results(out) as store:
        assert len(list(store.book())) == 3


# Overrides


def test_a_score_can_be_set_with_a_reason_which_later_runs_keep(grade, folder, command, out, quick):
    grade()
    ran = command("grade", "--out", out, "--override", "ben", QUESTION, "7.5", "--reason", "explained it to me")
    assert (ran.code, ran.err) == (0, "ben, linear/forward: was 0 of 10, is 7.5\n")
    assert "ben,7.5,7.5,10,,wrong,linear/forward" in (out / "grades.csv").read_text()
    assert "The score was set by your instructor: explained it to me" in (out / "feedback" / "ben.md").read_text()
    (folder / "ben" / "dense.py").write_text("x = 1\n")
    ran = grade()
    assert "Score set for an earlier submission: ben, linear/forward" in ran.out
    assert "1 overridden" in ran.out
    assert "ben,7.5,7.5,10,,wrong,linear/forward" in (out / "grades.csv").read_text()


def test_an_override_can_be_taken_back(grade, command, out, quick):
    grade()
    command("grade", "--out", out, "--override", "ben", QUESTION, "7.5", "--reason", "x")
    ran = command("grade", "--out", out, "--override", "ben", QUESTION, "none")
    assert ran.err == "ben, linear/forward: was 7.5 of 10, is what the checks give\n"
    assert "ben,0,0,10,,wrong," in (out / "grades.csv").read_text()


@pytest.mark.parametrize(
    ("override", "reason", "said"),
    [
        (("bem", QUESTION, "1"), "x", "there is no student `bem` in {db}: did you mean `ben`?"),
        (("ben", "linear/fwd", "1"), "x", "there is no question `linear/fwd` in {db}: did you mean `linear/forward`?"),
        (("ben", QUESTION, "all"), "x", "`all` is no score: write a number, or `none` to take an override back"),
        (("ben", QUESTION, "-1"), "x", "`-1` is no score: write a number that is not negative"),
        (("ben", QUESTION, "nan"), "x", "`nan` is no score: write a number that is not negative"),
        (("ben", QUESTION, "1"), " ", "say why with --reason TEXT: the student, and you in a year, will want to know"),
    ],
)
def test_an_override_that_cannot_be_is_refused(grade, command, out, quick, override, reason, said):
    grade()
    ran = command("grade", "--out", out, "--reason", reason, "--override", *override)
    assert (ran.code, ran.err) == (2, f"quizdl: {said.format(db=out / 'results.db')}\n")


def test_an_override_without_results_is_refused(command, out):
    ran = command("grade", "--out", out, "--override", "ben", QUESTION, "1", "--reason", "x")
    expected = f"quizdl: there is no {out / 'results.db'}: name the folder that `quizdl grade` wrote to (--out)\n"
    assert (ran.code, ran.err) == (2, expected)
