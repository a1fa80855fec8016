"""What `quizdl submit` says of files that cannot be graded, how it finds the question, and the command as a process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizdl.store.attempts import Attempts
from tests.submissions.conftest import BANK, HERE
from tests.submissions.test_examples import QUESTION, flat, only_result

RIGHT = HERE / "right" / "plain.py"
DENSE = "def dense_forward(x, w, b):\n    return x @ w + b, None\n"


def assert_refused(ran, sentence):
    """Nothing on stdout, one line on stderr, exit code 2."""
    assert (ran.code, ran.out, ran.err) == (2, "", f"quizdl: {sentence}\n")


@pytest.fixture
def file(tmp_path):
    """Where a submission is going to be written."""
    return tmp_path / "layer.py"


# Files that are no submissions


def test_a_missing_file_is_refused(submit, file):
    assert_refused(submit(file), f"there is no file {file}")


def test_a_folder_is_refused(submit, tmp_path):
    assert_refused(submit(tmp_path), f"{tmp_path} is a folder: name one Python file")


def test_a_pipe_is_refused_and_not_waited_for(submit, file):
    os.mkfifo(file)
    assert_refused(submit(file), f"{file} is no ordinary file: name one Python file")


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(submit, file, content):
    file.write_bytes(content)
    assert_refused(submit(file), f"{file} is empty: `quizdl start TOPIC` writes a file to start from")


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(submit, file):
    file.write_bytes(b"import numpy\nname = '\xe9t\xe9'\n")
    assert_refused(submit(file), f"{file}, line 2: byte 0xe9 is not UTF-8: save the file in UTF-8")


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x00\x00", "import numpy".encode("utf-16")])
def test_a_binary_file_is_refused(submit, file, content):
    file.write_bytes(content)
    assert_refused(submit(file), f"{file} is a binary file: submit Python source")


def test_a_file_of_50_mb_is_refused_unread(submit, file):
    with file.open("wb") as sparse:
        sparse.truncate(50 * 2**20)
    assert_refused(submit(file), f"{file} has 50.0 MiB, at most 1 MiB are graded: is it the right one?")


def test_a_file_that_the_system_does_not_give_is_refused_with_its_reason(submit, tmp_path):
    file = tmp_path / ("x" * 300)
    assert_refused(submit(file), f"{file} cannot be read: File name too long")


# Which question a file answers


def test_an_unknown_question_is_refused_with_a_suggestion(submit):
    ran = submit(RIGHT, "--question", "normalize/implment")
    assert_refused(ran, "there is no question `normalize/implment`: did you mean `normalize/implement`?")


def test_an_unknown_topic_is_refused_with_a_suggestion(submit):
    ran = submit(RIGHT, "--question", "normalise/implement")
    assert_refused(ran, "there is no topic `normalise`: did you mean `normalize`?")


def test_a_topic_is_no_question(submit):
    ran = submit(RIGHT, "--question", "normalize")
    assert_refused(ran, "`normalize` is not the id of a question: write topic/id, see `quizdl bank list`")


def test_a_question_without_code_is_refused(submit):
    ran = submit(RIGHT, "--question", "normalize/which-variance")
    assert_refused(ran, "normalize/which-variance is not a code question: answer it with `quizdl practice normalize`")


def test_the_only_question_that_asks_for_the_functions_of_a_file_is_answered(submit, file):
    file.write_text(DENSE, encoding="utf-8")
    assert only_result(submit(file, "--json").out)["question"] == "linear/forward"


NO_FUNCTIONS = "has the functions of no question. Name it with --question ID: `quizdl bank list` has all"


def test_a_file_that_fits_no_question_is_refused_with_the_nearest_ones(submit, file):
    file.write_text("def dens_forward(x):\n    return x\n", encoding="utf-8")
    near = "linear/forward (dense_forward); linear/pair (dense_forward, dense_backward)"
    assert_refused(submit(file), f"{file} {NO_FUNCTIONS}. The nearest: {near}")


def test_a_file_that_is_like_no_question_is_refused_without_a_list(submit, file):
    file.write_text("def convolve(x):\n    return x\n", encoding="utf-8")
    assert_refused(submit(file), f"{file} {NO_FUNCTIONS}")


def test_a_file_that_fits_several_questions_answers_the_one_that_asks_for_most(submit, file):
    file.write_text(f"{DENSE}\ndef dense_backward(dy, cache):\n    return dy\n", encoding="utf-8")
    ran = submit(file)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("linear/pair ")


def test_a_bank_without_code_questions_says_so(submit, file, tmp_path):
    empty = tmp_path / "bank"
    empty.mkdir()
    file.write_text(DENSE, encoding="utf-8")
    assert_refused(submit(file, bank=empty), f"{file} cannot be matched: there is no code question in this bank")


def test_a_bank_with_problems_says_that_they_hide_questions(submit, file, tmp_path):
    broken = tmp_path / "bank"
    broken.mkdir()
    (broken / "linear.yaml").write_text("topic: linear\ntitle: Linear\nquestions: none\n", encoding="utf-8")
    file.write_text(DENSE, encoding="utf-8")
    ran = submit(file, bank=broken)
    assert ran.code == 2
    assert ran.err.endswith(
        "there is no code question in this bank. 1 problem hides other questions: see `quizdl bank check`\n"
    )


def test_the_marker_line_names_the_question(submit, file):
    file.write_text(f"import numpy\n# quizdl: linear/pair\n{DENSE}", encoding="utf-8")
    assert only_result(submit(file, "--json").out)["question"] == "linear/pair"


def test_the_option_counts_more_than_the_marker_line(submit, file):
    file.write_text(f"# quizdl: linear/pair\n{DENSE}", encoding="utf-8")
    assert only_result(submit(file, "--json", "--question", "linear/forward").out)["question"] == "linear/forward"


def test_a_marker_line_for_an_unknown_question_is_refused_with_its_place(submit, file):
    file.write_text(f"import numpy\n# quizdl: linear/forwards\r\n{DENSE}", encoding="utf-8")
    expected = f"{file}, line 2: there is no question `linear/forwards`: did you mean `linear/forward`?"
    assert_refused(submit(file), expected)


def test_a_marker_line_for_a_question_without_code_is_refused_with_its_place(submit, file):
    file.write_text(f"# quizdl: normalize/which-variance\n{DENSE}", encoding="utf-8")
    assert_refused(
        submit(file),
        f"{file}, line 1: normalize/which-variance is not a code question: answer it with `quizdl practice normalize`",
    )


def test_a_question_in_a_file_with_problems_is_refused_with_their_places(submit, file, tmp_path):
    broken = tmp_path / "bank"
    broken.mkdir()
    (broken / "linear.yaml").write_text("topic: linear\ntitle: Linear\nquestions: none\n", encoding="utf-8")
    file.write_text(f"# quizdl: linear/forward\n{DENSE}", encoding="utf-8")
    ran = submit(file, bank=broken)
    assert (ran.code, ran.out) == (1, "")
    assert "linear.yaml:3:12: " in ran.err


# A question without a backward


def test_a_wrong_forward_without_a_backward_is_wrong_and_not_failed(submit, file):
    file.write_text(DENSE.replace("+ b", "- b"), encoding="utf-8")
    ran = submit(file)
    assert ran.code == 1
    assert "✗ a minibatch (4, 3, 2): y is off by" in flat(ran.out)
    assert "Not right yet: see the lines marked ✗." in ran.out


# What remains of a submission


def test_a_submission_is_kept_as_an_attempt(submit, home):
    file = HERE / "wrong" / "beta_subtracted.py"
    submit(file, "--question", QUESTION)
    with Attempts(home) as store:
        (attempt,) = store.all()
    assert (attempt.question, attempt.score, attempt.max_score) == (QUESTION, 7.5, 10)
    assert attempt.answer == file.read_text(encoding="utf-8")


def test_a_refused_file_is_no_attempt(submit, home, file):
    submit(file)
    with Attempts(home) as store:
        assert store.all() == []


# The command as a process


def command(*arguments, folder):
    """The real command, from another folder, its output through pipes."""
    return subprocess.run(
        [Path(sys.executable).with_name("quizdl"), "submit", *arguments, "--bank", BANK],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.mark.parametrize("example", ["plain", "forward_only", "os_exit_in_backward", "earns_points_first"])
def test_the_command_shows_the_screen_of_an_example(example, tmp_path):
    (file,) = HERE.glob(f"*/{example}.py")
    ran = command(file, "--question", QUESTION, folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0 if file.parent.name == "right" else 1, "")
    assert ran.stdout == (HERE / "screens" / f"{example}.txt").read_text(encoding="utf-8")


def test_the_command_prints_one_json_object(tmp_path):
    ran = command(RIGHT, "--question", QUESTION, "--json", folder=tmp_path)
    assert (ran.returncode, ran.stderr, ran.stdout.count("\n")) == (0, "", 1)
    assert json.loads(ran.stdout)["results"][0]["status"] == "right"


def test_the_command_is_not_led_astray_by_what_lies_in_the_folder(tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "batchnorm.py").write_text("raise SystemExit('the wrong one')\n", encoding="utf-8")
    (tmp_path / "numpy.py").write_text("raise SystemExit('the wrong one')\n", encoding="utf-8")
    ran = command(RIGHT, "--question", QUESTION, folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_command_refuses_in_one_line(tmp_path):
    ran = command("nowhere.py", folder=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "quizdl: there is no file nowhere.py\n")
