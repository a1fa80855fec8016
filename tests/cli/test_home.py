"""`quizdl` alone, and what every command does with errors."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.errors import QuizdlError
from quizdl.version import __version__

QUIZDL = [sys.executable, "-m", "quizdl"]
TWO = """\
topic: {0}
title: {0}
questions:
  - {{id: a, type: number, prompt: How much is 1 + 1?, answer: 2, tolerance: {{exact: true}}, source: derivation}}
  - {{id: b, type: number, prompt: How much is 1 + 2?, answer: 3, tolerance: {{exact: true}}, source: derivation}}
"""
CODE = """\
  - id: implement
    type: code
    layer: dense
    functions: [dense_forward]
    prompt: Write it.
    source: derivation
    cases: [{name: a minibatch, sizes: {N: 2, D: 3, M: 4}}]
"""


@pytest.fixture
def two_topics(tmp_path, monkeypatch):
    (tmp_path / "one.yaml").write_text(TWO.format("one") + CODE)
    (tmp_path / "two.yaml").write_text(TWO.format("two"))
    monkeypatch.setattr("quizdl.bank.bank.QUESTIONS", tmp_path)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(main, list(arguments), **options)


def test_without_attempts_every_topic_is_new_and_the_first_one_comes_next(two_topics):
    assert run().output == (
        "one  ░░░░░░░░░░    0 learned    0 to repeat    3 new\n"
        "two  ░░░░░░░░░░    0 learned    0 to repeat    2 new\n"
        "\n"
        "Next: `quizdl practice one` (2 new).\n"
    )


def test_what_went_wrong_is_not_learned_and_what_is_new_comes_next(two_topics):
    run("practice", "two", input="2\n7\n7\n")
    assert run().output == (
        "one  ░░░░░░░░░░    0 learned    0 to repeat    3 new\n"
        "two  █████░░░░░    1 learned    1 to repeat    0 new\n"
        "\n"
        "Next: `quizdl practice one` (2 new).\n"
    )


def test_when_the_questions_are_right_the_layers_come_next_and_then_nothing(two_topics, tmp_path):
    run("practice", "one", input="2\n3\n")
    run("practice", "two", input="2\n3\n")
    assert run().output.endswith("Next: `quizdl start one/implement` writes a layer for you to fill in.\n")
    solution = tmp_path / "dense.py"
    solution.write_text("def dense_forward(x, w, b):\n    return x @ w + b, None\n")
    assert run("submit", str(solution)).exit_code == 0
    assert run().output.endswith("Nothing is due. `quizdl practice TOPIC` goes through a topic again.\n")


def test_a_bank_with_a_flaw_still_shows_its_other_topics(two_topics):
    (two_topics / "two.yaml").write_text("topic: two\n")
    result = run()
    assert result.stdout.startswith("one ")
    assert "two.yaml:1:1: `title` is missing here: add it\n" in result.stderr


def test_an_empty_bank_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("quizdl.bank.bank.QUESTIONS", tmp_path)
    assert run().output == "There are no topics that can be used.\n"


def test_an_unknown_topic_is_answered_with_the_nearest_one():
    result = run("practice", "batchnrom")
    assert isinstance(result.exception, QuizdlError)
    assert str(result.exception) == "there is no topic `batchnrom`: did you mean `batchnorm`?"


def command(*arguments, **options):
    return subprocess.run([*QUIZDL, *arguments], capture_output=True, text=True, check=False, timeout=60, **options)


def test_the_version_is_that_of_the_package():
    assert command("--version").stdout == f"quizdl, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["practice", "nope"], "quizdl: there is no topic `nope`: there are activations, attention, batchnorm, conv, "),
        (["practice"], "Error: Missing argument 'TOPIC'."),
        (["practise"], "Error: No such command 'practise'."),
        (["practice", "batchnorm", "-n", "0"], "Error: Invalid value for '-n': 0 is not in the range x>=1."),
        (["submit", "nope.py"], "quizdl: there is no file nope.py\n"),
        (["practice", "batchnorm", "--bank", "/nope"], "quizdl: /nope: there is no such folder"),
        (["practice", "batchnorm", "--answers", "/nope"], "No such file or directory"),
    ],
)
def test_misuse_is_one_sentence_and_exit_code_2(arguments, said):
    result = command(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_an_error_inside_quizdl_is_a_sentence_too_and_a_traceback_only_where_asked_for(home):
    program = (
        "import sys; from quizdl.cli import home; import quizdl.cli\n"
        "def broken(*_): raise RuntimeError('the roof is off')\n"
        "home.home = broken; sys.argv = ['quizdl']; quizdl.cli.run()\n"
    )
    quiet = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert quiet.returncode == 2
    assert quiet.stderr == (
        "quizdl: an error inside quizdl (RuntimeError: the roof is off). Nothing you answered is lost. "
        "Please report it; QUIZDL_DEBUG=1 shows where it happened\n"
    )
    loud = subprocess.run(
        [sys.executable, "-c", "import os; os.environ['QUIZDL_DEBUG'] = '1'\n" + program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" in loud.stderr


def test_a_reader_that_stops_reading_is_no_error():
    result = subprocess.run(
        f"{sys.executable} -m quizdl bank list | head -n 1", shell=True, capture_output=True, text=True, check=False
    )
    assert result.stdout.startswith("Activation functions")
    assert result.stderr == ""


def test_the_progress_database_that_is_damaged_stops_practice_with_a_sentence_before_the_first_question(home):
    (home / "progress.db").write_bytes(b"not a database at all" * 200)
    result = command("practice", "batchnorm")
    assert result.returncode == 2
    assert result.stdout == ""
    assert "is damaged (file is not a database). It was left as it is" in result.stderr


def test_a_verdict_is_shown_even_where_the_attempt_cannot_be_kept(home, tmp_path):
    (home / "progress.db").write_bytes(b"not a database at all" * 200)
    solution = tmp_path / "bn.py"
    solution.write_text("# quizdl: batchnorm/implement\n")
    result = command("submit", str(solution))
    assert result.returncode == 2
    assert "0 / 10" in result.stdout
    assert "is damaged" in result.stderr


def test_a_terminal_without_utf_8_shows_question_marks_for_what_it_cannot():
    result = command("bank", "show", "batchnorm/normalize-by-hand", env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert (result.returncode, result.stderr) == (0, "")
    assert "? = 1" in result.stdout
