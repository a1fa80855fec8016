"""`quizdl` alone, and what every command does with errors."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.topic import Topic
from quizdl.show.home import advice, nothing_due
from quizdl.store.attempts import Attempts
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
        "one  ░░░░░░░░░░    0/0 right    0 to repeat    2 new\n"
        "two  ░░░░░░░░░░    0/0 right    0 to repeat    2 new\n"
        "\n"
        "Next: `quizdl practice one` (2 new).\n"
    )


def test_what_went_wrong_is_to_repeat_when_it_is_due_and_what_is_new_comes_next(two_topics):
    run("practice", "two", input="2\n7\n7\n")
    assert run().output == (
        "one  ░░░░░░░░░░    0/0 right    0 to repeat    2 new\n"
        "two  █████░░░░░    1/2 right    0 to repeat    0 new\n"
        "\n"
        "Next: `quizdl practice one` (2 new).\n"
    )


def make_due(home):
    """Everything that was answered is due now."""
    with Attempts(home) as store:
        store.remember([replace(one, due=one.due - timedelta(days=100)) for one in store.memories().values()])


def test_home_and_review_and_practice_and_progress_agree_on_what_is_due(two_topics, home):
    run("practice", "one", input="2\n7\n7\n")
    assert "one  █████░░░░░    1/2 right    0 to repeat    0 new\n" in run().output
    assert run("review").output == (
        "Nothing is due. The next question is due tomorrow.\nNext: `quizdl practice two` (2 new).\n"
    )
    assert run("practice", "one", input=":q\n").output.startswith("one · 0 to repeat, 0 new")
    assert "one                     2/3     0" in run("progress").output
    make_due(home)
    assert "one  █████░░░░░    1/2 right    2 to repeat    0 new\n" in run().output
    assert run("review", input=":q\n").output.startswith("Review · 2 to repeat, 0 new")
    assert run("practice", "one", input=":q\n").output.startswith("one · 2 to repeat, 0 new")
    assert "one                     2/3     2" in run("progress").output


def test_what_is_due_comes_first_as_a_review_where_it_is_of_several_topics(two_topics, home):
    run("practice", "one", input="2\n:q\n")
    make_due(home)
    assert run().output.endswith("Next: `quizdl practice one` (1 due).\n")
    run("practice", "two", input="2\n:q\n")
    make_due(home)
    assert run().output.endswith("Next: `quizdl review` (2 due).\n")


def test_what_was_begun_goes_on_before_what_is_new(two_topics):
    run("practice", "two", input="2\n:q\n")
    assert run().output.endswith("Next: `quizdl practice two` (1 new).\n")


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Asked(NamedTuple):
    """As much of a question as counts here."""

    id: str
    type: str = "number"


def topic(name, *needs):
    return Topic(name, name, needs, (Asked(f"{name}/a"), Asked(f"{name}/b")), "")


def answered(name, days_ago):
    return Attempt(NOW - timedelta(days=days_ago), name, "", 0, "", 1.0, 1.0, 1.0)


def memory(name, due):
    return Memory(name, due, 1.0, 5.0, NOW - timedelta(days=3))


@pytest.mark.parametrize(
    ("needs", "days_ago", "chosen"),
    [
        ({"a": [], "b": [], "c": []}, {}, "a (2 new)"),
        ({"a": ["b"], "b": ["c"], "c": []}, {}, "c (2 new)"),
        ({"a": ["b"], "b": ["c"], "c": []}, {"c/a": 2, "c/b": 2}, "b (2 new)"),
        ({"a": ["elsewhere"], "b": []}, {}, "a (2 new)"),
        ({"a": ["b"], "b": ["a"]}, {}, "a (2 new)"),
        ({"a": ["b"], "b": [], "c": []}, {"a/a": 3, "c/a": 2}, "c (1 new)"),
        ({"a": [], "b": [], "c": []}, {"b/b": 3, "c/a": 2, "c/b": 1}, "b (1 new)"),
    ],
    ids=["first", "needs", "met", "unknown", "circle", "latest", "latest-with-new"],
)
def test_the_topic_of_last_time_comes_next_and_then_one_whose_needs_are_met(needs, days_ago, chosen):
    topics = [topic(name, *known) for name, known in needs.items()]
    last = {name: answered(name, ago) for name, ago in days_ago.items()}
    memories = {name: memory(name, NOW + timedelta(days=9)) for name in last}
    name, _, rest = chosen.partition(" ")
    assert advice(topics, last, memories, NOW) == f"Next: `quizdl practice {name}` {rest}."


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ([], "Nothing is due. Nothing was answered yet."),
        ([240, 2], "Nothing is due. The next question is due today at 14:00."),
        ([13], "Nothing is due. The next question is due tomorrow."),
        ([35], "Nothing is due. The next question is due tomorrow."),
        ([36], "Nothing is due. The next question is due in 2 days."),
        ([36, 0], ""),
    ],
)
def test_where_nothing_is_due_it_is_said_when_the_next_question_is(hours, said, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    assert nothing_due([memory("t/a", NOW + timedelta(hours=ahead)) for ahead in hours], NOW) == said


def test_a_review_before_the_first_answer_says_how_to_begin(two_topics):
    assert run("review").output == ("Nothing is due. Nothing was answered yet.\nNext: `quizdl practice one` (2 new).\n")


def test_a_review_tells_of_questions_that_are_gone_even_where_nothing_is_due(two_topics):
    run("practice", "one", input="2\n3\n")
    run("practice", "two", input="2\n3\n")
    text = (two_topics / "two.yaml").read_text()
    (two_topics / "two.yaml").write_text("".join(line for line in text.splitlines(True) if "id: b" not in line))
    assert run("review").output.startswith(
        "No longer in this bank: two/b. Your answers are kept.\nNothing is due. The next"
    )


def test_when_the_questions_are_right_the_layers_come_next_and_then_nothing(two_topics, tmp_path):
    run("practice", "one", input="2\n3\n")
    run("practice", "two", input="2\n3\n")
    assert run().output.endswith("Next: `quizdl start one/implement` writes a layer for you to fill in.\n")
    solution = tmp_path / "dense.py"
    solution.write_text("def dense_forward(x, w, b):\n    return x @ w + b, None\n")
    assert run("submit", str(solution)).exit_code == 0
    assert run().output.endswith("Nothing is new: `quizdl practice TOPIC` goes through a topic again.\n")


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
        (["practise"], "Error: No such command 'practise'. Did you mean 'practice'?\n"),
        (["batchnorm"], "Error: No such command 'batchnorm'.\n"),
        (["--", "--exm"], "Error: No such option"),
        (["bank", "lst"], "Error: No such command 'lst'. Did you mean 'list'?\n"),
        (["export", "flag"], "Error: No such command 'flag'. Did you mean 'flags'?\n"),
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
