"""Practice sessions: whole screens, and what is on disk when something goes wrong."""

import dataclasses
import itertools
import os
import pty
import select
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.cli.screen import HABIT_SECONDS
from quizdl.store.attempts import Attempts

HERE = Path(__file__).parent
BANK = HERE / "bank"
QUIZDL = [sys.executable, "-m", "quizdl"]


def practice(*arguments, **options):
    return CliRunner().invoke(main, ["practice", "mini", "--bank", str(BANK), *map(str, arguments)], **options)


def kept(home):
    with Attempts(home) as store:
        return [(attempt.question, attempt.answer, attempt.score) for attempt in store.all()]


@pytest.mark.parametrize("answers", sorted((HERE / "transcripts").glob("*.answers")), ids=lambda path: path.stem)
def test_a_session_reads_like_its_transcript(answers):
    result = practice("--seed", 4, "--answers", answers)
    assert result.exit_code == 0
    assert result.output == answers.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_answer_is_kept_with_its_score(home):
    practice("--seed", 4, "--answers", HERE / "transcripts" / "wrong.answers")
    assert kept(home) == [
        ("mini/axis", "H and W", 0.0),
        ("mini/trained", '["gamma", "running_mean"]', 5.0),
        ("mini/by-hand", "3.67", 0.0),
        ("mini/why", '{"answer": "I do not know.", "ticks": "ypp", "first": "ynp"}', 7.5),
        ("mini/axis", "N, H and W", 10.0),
        ("mini/trained", '["gamma", "beta"]', 10.0),
        ("mini/by-hand", "1.40", 0.0),
    ]


def test_an_answer_that_was_taken_back_is_not_counted_and_yet_on_disk(home):
    practice("--seed", 4, "--answers", HERE / "transcripts" / "wrong.answers")
    with Attempts(home) as store:
        (undone,) = store.database.execute("SELECT question, score FROM attempt WHERE undone").fetchall()
        assert undone == ("mini/trained", 10.0)
        assert store.last()["mini/trained"].score == 10.0
        assert len(store.of("mini/trained")) == 2


def test_a_flag_is_kept_with_the_question_as_it_was_asked(home):
    practice("--seed", 4, "--answers", HERE / "transcripts" / "wrong.answers")
    with Attempts(home) as store:
        (flag,) = store.database.execute("SELECT question, length(revision), note FROM flag").fetchall()
    assert flag == ("mini/by-hand", 16, "the minibatch is too small")


def test_an_attempt_holds_the_time_the_revision_and_the_seed(home):
    before = datetime.now(UTC)
    practice("--seed", 4, "-n", 1, input="a\n")
    with Attempts(home) as store:
        (attempt,) = store.all()
    assert before <= attempt.at <= datetime.now(UTC)
    assert len(attempt.revision) == 16
    assert attempt.seed >= 0
    assert attempt.seconds >= 0


def test_the_same_seed_asks_the_same_questions_and_another_one_draws_others():
    prompts = {practice("--seed", seed, input="a\nab\n").output for seed in (1, 1, 2, 3, 4, 5)}
    assert 1 < len(prompts) < 6


def test_what_is_due_comes_first(home):
    practice("--seed", 4, input="a\nc\n")
    with Attempts(home) as store:
        memory = store.memories()["mini/trained"]
        store.remember([dataclasses.replace(memory, due=datetime.now(UTC) - timedelta(minutes=1))])
    output = practice("--seed", 4, input="").output
    assert output.startswith("A small topic · 1 to repeat, 2 new")
    assert "trained by gradient descent" in output.split("(one or more letters")[0]


def test_a_wrong_one_comes_back_once_in_the_same_session_and_draws_new_numbers(home):
    output = practice("--seed", 4, input="a\nab\n9\nno idea\n\nn\nn\nn\n\n9\n").output
    assert output.count("of one feature is normalized with eps = 0") == 2
    assert output.count("once more") == 1
    first, second = (part.split("of one feature")[0][-10:] for part in output.split("The minibatch ")[1:3])
    assert [question for question, _, _ in kept(home)].count("mini/by-hand") == 2
    assert first != second


def test_a_number_of_questions_is_the_most_that_are_asked():
    assert "question 1 of 2" in practice("-n", 2, input="").output


def test_an_answer_in_a_pipe_is_shown_behind_the_prompt():
    assert "> b\n✗ Wrong." in practice("--seed", 4, input="b\n").output


def test_several_lines_of_an_open_answer_end_with_an_empty_one(home):
    practice("--seed", 4, input="a\nab\n1.40\nfirst line\nsecond line\n\nn\nn\nn\n\n")
    assert kept(home)[-1][1] == '{"answer": "first line\\nsecond line", "ticks": "nnn", "first": "nnn"}'


def test_a_question_whose_key_cannot_be_computed_is_left_out_and_is_no_attempt(tmp_path, home):
    bank = (
        "topic: broken\ntitle: Broken\nquestions:\n"
        "  - {id: a, type: number, prompt: How much?, answer: 1 / 0, tolerance: {digits: 2}, source: derivation}\n"
    )
    (tmp_path / "broken.yaml").write_text(bank)
    result = CliRunner().invoke(main, ["practice", "broken", "--bank", str(tmp_path)], input="3\n")
    assert result.exit_code == 0
    assert "This question has no key: `1 / 0` raises ZeroDivisionError: division by zero." in result.output
    assert kept(home) == []


def test_a_disk_that_fills_up_in_the_middle_loses_no_earlier_answer(home, monkeypatch):
    learn = Attempts.learn

    def full_after_one(self, attempt, after):
        memory = learn(self, attempt, after)
        self.database.execute(f"PRAGMA max_page_count = {self.database.execute('PRAGMA page_count').fetchone()[0]}")
        self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return memory

    monkeypatch.setattr(Attempts, "learn", full_after_one)
    answers = "a\nab\n1.40\n" + "word " * 20_000 + "\n\nn\nn\nn\n\n"
    result = practice("--seed", 4, input=answers)
    assert str(result.exception).startswith("the disk is full: ")
    assert len(kept(home)) == 3


def test_a_session_killed_in_the_middle_has_kept_every_answer(home):
    master, slave = pty.openpty()
    command = [*QUIZDL, "practice", "mini", "--bank", str(BANK), "--seed", "4"]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm"})
    os.close(slave)
    read_until(master, "> ")
    os.write(master, b"a")
    read_until(master, "[Enter] next")
    time.sleep(HABIT_SECONDS + 0.1)
    os.write(master, b"\n")
    read_until(master, "> ")
    os.write(master, b"a")
    process.send_signal(signal.SIGKILL)
    process.wait()
    os.close(master)
    assert kept(home) == [("mini/axis", "N, H and W", 10.0)]


def read_until(terminal, wanted):
    seen, deadline = "", time.monotonic() + 20
    while wanted not in seen and select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))[0]:
        try:
            seen += os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # the other side is closed
            break
    assert wanted in seen, seen
    return seen


def test_in_a_terminal_there_is_color_and_with_no_color_there_is_none(tmp_path):
    def screen(**environment):
        environment["QUIZDL_HOME"] = str(tmp_path / str(len(environment) + len(str(environment))))
        master, slave = pty.openpty()
        command = [*QUIZDL, "practice", "mini", "--bank", str(BANK), "-n", "1", "--seed", "4"]
        process = subprocess.Popen(
            command, stdin=slave, stdout=slave, env={**os.environ, "TERM": "xterm", **environment}
        )
        os.close(slave)
        os.write(master, b"a")
        seen = read_until(master, "of 1 answer")
        process.wait()
        os.close(master)
        return seen

    assert "\x1b[" in screen()
    assert "\x1b[" not in screen(NO_COLOR="1")
    assert "\x1b[" not in screen(TERM="dumb")


COIN = """\
topic: coin
title: Coin
questions:
  - {id: side, type: number, prompt: 'What is {{a}}?', params: {a: [1, 2]}, answer: a, tolerance: {exact: true},
     source: derivation}
"""


def test_the_next_session_draws_other_numbers_than_the_last_one(tmp_path):
    (tmp_path / "coin.yaml").write_text(COIN)
    prompts = []
    for seed in range(8):
        output = (
            CliRunner()
            .invoke(main, ["practice", "coin", "--bank", str(tmp_path), "--seed", str(seed)], input="7\n")
            .output
        )
        prompts.append(next(line for line in output.splitlines() if line.startswith("What is ")))
    assert all(one != other for one, other in itertools.pairwise(prompts))


def test_questions_that_are_not_due_yet_are_announced_as_early(home):
    practice("--seed", 4, input="a\nab\n")
    assert practice("--seed", 4, input="").output.startswith("A small topic · 0 to repeat, 2 new, 2 early")


def test_a_question_that_was_right_later_is_said_to_be():
    output = practice("--seed", 4, "-n", 1, input="b\na\n").output
    assert "mini/axis (right later): Over" in output
    assert "mini/trained: Which" in practice("--seed", 4, "-n", 1, input="c\n").output
