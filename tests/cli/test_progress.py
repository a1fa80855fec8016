"""`quizdl progress` as a command: topics, JSON, the page, and what it leaves alone."""

import json
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.show.progress_page import GENERATOR
from quizdl.store.attempts import Attempts

QUIZDL = [sys.executable, "-m", "quizdl"]
TOPIC = """\
topic: {0}
title: Topic {0}
questions:
  - {{id: a, type: number, prompt: How much is 1 + 1?, answer: 2, tolerance: {{exact: true}}, source: derivation}}
  - {{id: b, type: number, prompt: How much is 1 + 2?, answer: 3, tolerance: {{exact: true}}, source: derivation}}
"""


@pytest.fixture
def bank(tmp_path, monkeypatch):
    """Two topics, and nothing else."""
    folder = tmp_path / "questions"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(TOPIC.format(name))
    monkeypatch.setattr("quizdl.bank.bank.QUESTIONS", folder)
    return folder


@pytest.fixture
def answered(home):
    """Two answers to questions of the bank, one to a question that it does not have."""
    with Attempts(home) as store:
        for question, right in (("one/a", True), ("two/a", False), ("two/lost", True)):
            at = datetime.now(UTC) - timedelta(seconds=1)
            store.add(Attempt(at, question, "r", 0, "2", 10.0 * right, 10.0, 5.0, diagnosis=()))


def run(*arguments):
    return CliRunner().invoke(main, ["progress", *map(str, arguments)])


def test_it_shows_every_topic_that_was_begun_and_what_the_bank_lost(bank, answered):
    shown = run().output
    lines = [line.split() for line in shown.splitlines() if line.startswith(("one ", "two "))]
    assert [line[:3] for line in lines] == [["one", "1/2", "0"], ["two", "1/2", "0"]]
    assert "Not in this bank any more: 1 question of your history; 1 answer kept" in " ".join(shown.split())


def test_a_topic_can_be_asked_for_alone(bank, answered):
    shown = run("one").output
    assert "one" in shown
    assert "two" not in shown
    assert "any more" not in shown
    assert json.loads(run("one", "--json").stdout)["days"][-1]["count"] == 1


def test_an_unknown_topic_is_answered_with_the_nearest_one(bank):
    result = run("tow")
    assert isinstance(result.exception, QuizdlError)
    assert str(result.exception) == "there is no topic `tow`: did you mean `two`?"


def test_before_the_first_answer_it_says_how_to_begin(bank):
    assert run().output == "Nothing was answered yet. Next: `quizdl practice one`.\n"


def test_a_file_with_a_flaw_is_said_and_its_questions_are_not_called_gone(bank, answered):
    (bank / "two.yaml").write_text("topic: two\n")
    result = run()
    assert "two.yaml:1:1: `title` is missing here: add it\n" in result.stderr
    assert "any more" not in result.stdout


def test_json_has_the_numbers_of_each_topic(bank, answered):
    found = json.loads(run("--json").stdout)
    assert [(topic["id"], topic["seen"], topic["due"], topic["last"]["share"]) for topic in found["topics"]] == [
        ("one", 1, 0, 1.0),
        ("two", 1, 0, 0.0),
    ]
    assert (found["streak"], len(found["days"]), len(found["forecast"])) == (1, 60, 30)
    assert (found["days"][-1]["count"], found["days"][-1]["date"]) == (3, found["date"])
    assert found["not_in_bank"] == {"questions": 1, "answers": 1}


def test_words_alone_are_for_who_listens(bank, answered):
    assert "█" in run().output
    assert "█" not in run("--plain").output


def test_the_page_is_one_file_that_is_written_over_at_the_next_time(bank, answered, tmp_path):
    page = tmp_path / "progress.html"
    assert run("--html", page).output == f"{page}: open it in a browser\n"
    first = page.read_text(encoding="utf-8")
    assert GENERATOR in first
    assert "Topic one" in first
    page.write_text(first + "old", encoding="utf-8")
    assert run("one", "--html", page).exit_code == 0
    assert "Topic two" not in page.read_text(encoding="utf-8")


def test_a_page_and_json_go_together(bank, answered, tmp_path):
    assert json.loads(run("--json", "--html", tmp_path / "p.html").stdout)["streak"] == 1
    assert (tmp_path / "p.html").exists()


def test_a_file_that_is_no_page_of_quizdl_is_left_as_it_is(bank, tmp_path):
    notes = tmp_path / "notes.html"
    notes.write_text("mine")
    assert str(run("--html", notes).exception) == (
        f"{notes} exists and is no page of quizdl: it is left as it is, name another file"
    )
    assert notes.read_text() == "mine"


def test_a_page_that_cannot_be_written_is_a_sentence(bank, tmp_path):
    page = tmp_path / "nope" / "p.html"
    assert str(run("--html", page).exception) == f"{page} cannot be written: No such file or directory"


def terminal(home, **variables):
    """What the command prints in a terminal."""
    outside, inside = pty.openpty()
    environment = {**os.environ, "QUIZDL_HOME": str(home), "TERM": "xterm", **variables}
    subprocess.run([*QUIZDL, "progress"], stdout=inside, stdin=inside, env=environment, check=True, timeout=60)
    os.close(inside)
    shown = b""
    while True:
        try:
            more = os.read(outside, 65536)
        except OSError:
            break
        if not more:
            break
        shown += more
    os.close(outside)
    return shown.decode()


def test_a_terminal_has_color_unless_no_color_is_set(home, answered):
    colored, without = terminal(home), terminal(home, NO_COLOR="1")
    assert "\x1b[" in colored
    assert "\x1b[" not in without
    assert "any more" in without


LOADED = """
import sys, quizdl.cli
from quizdl.cli.main import main
main.main({0!r}, standalone_mode=False)
print(sorted({{"fsrs", "numpy", "yaml", "pydantic"}} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [(["--help"], []), (["export", "flags"], []), (["export", "--help"], []), (["progress", "--help"], [])],
)
def test_the_scheduler_and_numpy_are_loaded_for_no_command_that_does_without(arguments, loaded):
    result = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments)], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stderr.splitlines()[-1] == str(loaded)
