"""A run keeps every result at once, goes on where it was stopped, and grades only what has changed."""

import fcntl
import json
import sys
import types

import pytest

from quizdl.classroom import grader
from quizdl.classroom import run as run_module
from quizdl.errors import QuizdlError
from quizdl.store.results import Results
from tests.classroom.conftest import QUESTION, RIGHT, WRONG


def rows(out):
    with Results(out) as store:
        return {row.student.name: row for row in store.book()}


def states(out):
    return {name: row.grade.state.value for name, row in rows(out).items()}


def test_a_run_has_a_row_for_every_student(grade, out, quick):
    assert grade().code == 0
    assert states(out) == {"anna": "right", "ben": "wrong", "carl": "missing"}
    assert quick.students == ["anna", "ben"]


def test_a_run_over_the_same_class_grades_nothing(grade, out, quick):
    grade()
    quick.tasks.clear()
    assert "0 graded, 3 kept from before" in grade().out
    assert quick.students == []


def test_what_was_handed_in_anew_is_graded_and_nothing_else(grade, folder, out, quick):
    grade()
    quick.tasks.clear()
    (folder / "ben" / "dense.py").write_text(RIGHT)
    (folder / "carl" / "dense.py").write_text(WRONG)
    grade()
    assert quick.students == ["ben", "carl"]
    assert states(out) == {"anna": "right", "ben": "right", "carl": "wrong"}


def test_what_was_taken_back_is_missing_again(grade, folder, out, quick):
    grade()
    (folder / "anna" / "dense.py").unlink()
    grade()
    assert states(out)["anna"] == "missing"


def test_a_student_who_left_is_no_row_any_more(grade, folder, out, quick):
    grade()
    (folder / "carl").rmdir()
    grade()
    assert list(states(out)) == ["anna", "ben"]


@pytest.mark.parametrize("change", ["question", "layer", "version"])
def test_another_question_layer_or_version_grades_everything_again(grade, out, quick, monkeypatch, change):
    grade()
    quick.tasks.clear()
    if change == "question":
        monkeypatch.setattr(run_module, "revision", lambda question: "another")
    elif change == "layer":
        monkeypatch.setattr(grader, "content_hash", lambda question, bank: "another")
    else:
        monkeypatch.setattr(grader, "__version__", "99")
    grade()
    assert quick.students == ["anna", "ben"]


def test_each_run_draws_its_seed_and_results_keep_theirs(grade, folder, out, quick):
    grade()
    first = rows(out)["anna"].grade.seed
    (folder / "ben" / "dense.py").write_text(RIGHT)
    grade()
    assert rows(out)["anna"].grade.seed == first
    assert rows(out)["ben"].grade.seed == quick.setup.seed != first


def test_a_seed_that_is_asked_for_holds_for_all(grade, out, quick):
    grade()
    quick.tasks.clear()
    grade("--seed", 7)
    assert quick.students == ["anna", "ben"]
    assert {row.grade.seed for row in rows(out).values()} == {7}
    grade("--seed", 7)
    assert quick.students == []


def test_a_run_that_was_stopped_goes_on_with_its_seed(grade, out, quick):
    quick.stop_after = 1
    ran = grade()
    seed = quick.setup.seed
    assert (ran.code, ran.out) == (130, "")
    assert ran.err == f"\nstopped: 1 of 3 results are safe in {out}. The same command goes on where this one was\n"
    assert not (out / "grades.csv").exists()
    quick.stop_after = None
    assert quick.students == ["anna"]
    ran = grade()
    assert quick.students == ["ben"]
    assert quick.setup.seed == seed
    assert f"went on with a run that was stopped: 2 graded, 1 kept from before, seed {seed}" in " ".join(
        ran.out.split()
    )


def test_trouble_with_one_submission_does_not_stop_the_others_and_is_tried_again(grade, out, quick):
    quick.trouble = {"anna": "the process that graded it ended 2 times: is there enough memory?"}
    ran = grade()
    assert ran.code == 0
    assert "anna, linear/forward: the process that graded it ended 2 times" in ran.out
    assert states(out) == {"anna": "not graded", "ben": "wrong", "carl": "missing"}
    quick.trouble = {}
    quick.tasks.clear()
    grade()
    assert quick.students == ["anna"]
    assert states(out)["anna"] == "right"


def test_two_runs_do_not_write_to_one_folder(grade, out, quick):
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = grade()
    expected = f"quizdl: another quizdl is grading into {out}: wait for it, or use another --out\n"
    assert (ran.code, ran.err) == (2, expected)


def test_a_folder_for_results_that_cannot_be_made_is_a_sentence(folder, tmp_path, command, quick):
    (tmp_path / "file").write_text("x")
    out = tmp_path / "file" / "out"
    ran = command("grade", folder, "--question", QUESTION, "--out", out)
    expected = f"quizdl: {out} cannot be written: Not a directory; name another folder with --out\n"
    assert (ran.code, ran.err) == (2, expected)


def test_a_run_without_a_folder_is_refused(command):
    ran = command("grade")
    expected = "quizdl: name the folder or zip with the submissions: quizdl grade FOLDER\n"
    assert (ran.code, ran.err) == (2, expected)


def test_a_link_that_was_left_out_is_said(grade, folder, quick):
    (folder / "carl" / "dense.py").symlink_to(folder / "anna" / "dense.py")
    assert "carl/dense.py is a link: links are not followed" in grade().out


def test_one_json_object_says_what_was_done(grade, out, quick):
    data = json.loads(grade("--json", "--seed", 7).out)
    assert data == {
        "out": str(out), "seed": 7, "graded": 3, "kept": 0, "warnings": [],
        "checks": [{"question": QUESTION, "name": "y, a minibatch (4, 3, 2)", "passed": 1, "failed": 1}],
    }  # fmt: skip


# Confinement


@pytest.fixture
def confinement(monkeypatch):
    """A machine that lacks a layer."""
    name = "quizdl.runner.confinement"
    module = types.ModuleType(name)
    module.missing = lambda: {"landlock": "the kernel has none", "seccomp": "no library"}
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(run_module.importlib.util, "find_spec", lambda name: object())
    return module


def test_an_incomplete_sandbox_is_refused_with_what_is_missing_and_what_accepts_it(confinement):
    with pytest.raises(QuizdlError) as error:
        run_module.require_confinement(accept=False)
    assert str(error.value) == (
        "the sandbox of this machine is incomplete: landlock (the kernel has none); seccomp (no library). "
        "Grade inside a Linux container, or accept that submissions are less confined with "
        "--accept-incomplete-sandbox"
    )


def test_an_incomplete_sandbox_can_be_accepted(confinement):
    run_module.require_confinement(accept=True)


def test_a_complete_sandbox_is_fine(confinement):
    confinement.missing = dict
    run_module.require_confinement(accept=False)


def test_a_refused_run_leaves_nothing(grade, out, confinement):
    assert grade().code == 2
    assert not out.exists()
