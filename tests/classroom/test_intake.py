"""Who handed in what, in each form in which platforms hand submissions out."""

from datetime import UTC, datetime

import pytest

from quizdl.classroom.intake import hand_ins, students
from quizdl.classroom.places import open_place
from quizdl.errors import QuizdlError

METADATA = """\
submission_11:
  :submitters:
  - :name: Jane Doe
    :sid: '1'
    :email: jane@x.edu
  - :name: "Jo\\u00e3o"
    :email: joao@x.edu
  :created_at: 2026-02-01 17:31:32.123456000 Z
  :score: 0.0
submission_12:
  :submitters:
  - :name: Jane Doe
    :email: doe@x.edu
  :created_at: 2026-02-03 08:00:00.000000000 Z
"""


def taken_in(path, due=None):
    """Student -> names of the Python files."""
    return {one.name: [file.name for file in one.files] for one in hand_ins(open_place(path), due)}


def written(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    return root


def test_a_sub_folder_is_a_student_and_its_python_files_are_handed_in(tmp_path):
    written(tmp_path, "anna/a.py", "anna/deep/b.py", "ben/report.pdf", "assignment.yaml", ".DS_Store", "anna/.x.py")
    assert taken_in(tmp_path) == {"anna": ["a.py", "b.py"], "ben": []}


def test_a_file_is_a_student(tmp_path):
    written(tmp_path, "anna.py", "ben.py", "README.md")
    assert taken_in(tmp_path) == {"anna": ["anna.py"], "ben": ["ben.py"]}


def test_an_empty_sub_folder_is_a_student_too(tmp_path):
    (tmp_path / "carl").mkdir()
    assert taken_in(tmp_path) == {"carl": []}


def test_a_folder_without_submissions_is_refused_with_what_is_expected(tmp_path):
    with pytest.raises(QuizdlError) as error:
        taken_in(tmp_path)
    expected = "one sub-folder or one .py file for each student is expected"
    assert str(error.value) == f"there are no submissions in {tmp_path.name}: {expected}"


def test_the_folders_of_a_zip_of_moodle_are_students(packed):
    members = {
        "Anna Smith_123_assignsubmission_file_/batchnorm.py": "x",
        "Anna Smith_123_assignsubmission_onlinetext_/onlinetext.html": "x",
        "Ben O'Neil_124_assignsubmission_file/hw/batchnorm.py": "x",
    }
    assert taken_in(packed(members)) == {"Anna Smith": ["batchnorm.py"], "Ben O'Neil": ["batchnorm.py"]}


def test_the_files_of_a_flat_zip_of_moodle_belong_to_students(packed):
    members = {"Anna Smith_123_assignsubmission_file_a.py": "x", "Anna Smith_123_assignsubmission_file_b.py": "x"}
    assert taken_in(packed(members)) == {"Anna Smith": ["a.py", "b.py"]}


def test_namesakes_are_told_apart_by_their_numbers(packed):
    members = {f"Anna Smith_{n}_assignsubmission_file_/a.py": "x" for n in (1, 2)}
    assert taken_in(packed(members)) == {"Anna Smith (1)": ["a.py"], "Anna Smith (2)": ["a.py"]}


def test_the_files_of_a_zip_of_canvas_belong_to_students_and_late_ones_are_marked(packed):
    members = {"smithanna_123_456_batchnorm.py": "x", "oneilben_LATE_124_457_batch_norm-1.py": "x"}
    found = hand_ins(open_place(packed(members)))
    assert [(one.name, one.late, [file.name for file in one.files]) for one in found] == [
        ("oneilben", True, ["batch_norm.py"]),
        ("smithanna", False, ["batchnorm.py"]),
    ]


def test_an_export_of_gradescope_has_a_row_for_each_submitter_of_a_group(packed):
    top = "assignment_99_export"
    members = {
        f"{top}/submission_metadata.yml": METADATA,
        f"{top}/submission_11/a.py": "x",
        f"{top}/submission_12/a.py": "x",
    }
    found = hand_ins(open_place(packed(members)), datetime(2026, 2, 2, tzinfo=UTC))
    assert [(one.name, one.late, [file.name for file in one.files]) for one in found] == [
        ("Jane Doe (doe@x.edu)", True, ["a.py"]),
        ("Jane Doe (jane@x.edu)", False, ["a.py"]),
        ("João", False, ["a.py"]),
    ]


def test_an_export_of_gradescope_without_its_metadata_has_its_numbers_as_names(tmp_path):
    written(tmp_path, "submission_11/a.py")
    assert taken_in(tmp_path) == {"submission_11": ["a.py"]}


def test_the_folders_of_github_classroom_are_user_names(tmp_path):
    root = written(tmp_path / "hw1-submissions", "hw1-anna/a.py", "hw1-ben-o/a.py")
    assert taken_in(root) == {"anna": ["a.py"], "ben-o": ["a.py"]}


def test_clones_with_a_common_beginning_are_those_of_github_classroom(tmp_path):
    root = written(tmp_path / "clones", "hw-1-anna/a.py", "hw-1-ben/a.py", "hw-1-anna/.git/x.py", "hw-1-ben/.git/x")
    assert taken_in(root) == {"anna": ["a.py"], "ben": ["a.py"]}


def test_folders_with_a_common_beginning_keep_their_names(tmp_path):
    assert list(taken_in(written(tmp_path, "van-dyck/a.py", "van-eyck/a.py"))) == ["van-dyck", "van-eyck"]


def test_a_file_name_for_feedback_is_safe_and_unique_in_any_file_system(tmp_path):
    root = written(tmp_path, "Anna/a.py", "anna/a.py", "a b/a.py", "a_b/a.py", "..x/a.py", "<b>/a.py", "é/a.py")
    slugs = {one.name: one.slug for one in students(hand_ins(open_place(root)))}
    assert len({slug.casefold() for slug in slugs.values()}) == len(slugs) == 6  # ..x is hidden
    assert slugs["Anna"] == "Anna"
    assert slugs["é"] == "é"
    assert slugs["a_b"] == "a_b"
    assert slugs["a b"].startswith("a_b-")
    assert slugs["<b>"].startswith("_b_-")


def test_results_of_an_earlier_run_are_no_student(tmp_path):
    written(tmp_path, "anna/a.py", "results/results.db", "results/feedback/x.py")
    assert list(taken_in(tmp_path)) == ["anna"]
