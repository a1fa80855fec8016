"""A terminal that is resized, closed, killed or stopped in the middle of a session costs no answer."""

import errno
import os
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from quizdl.bank.folders import REFERENCE
from quizdl.cli.screen import patiently
from quizdl.practice.session import NEXT
from quizdl.schedule import replayed
from quizdl.store.attempts import Attempts
from tests.cli.window import NOHUP, SHELL, Window, descendants
from tests.runner.processes import PATIENCE, assert_gone

MINI = Path(__file__).parent.parent / "practice" / "bank"
STOPPED = "stopped; every answer given so far is kept"
SLOW = """\
topic: slow
title: Slow
questions:
  - {id: a, type: number, prompt: How much?, answer: 'sum(i % 7 for i in range(10**9))', tolerance: {digits: 2},
     source: derivation}
"""


def practice(home, *more, bank=MINI, topic="mini", **options):
    """A session in a window."""
    return Window(home, "practice", topic, "--bank", bank, "--seed", 4, *more, **options)


def kept(home):
    """Every answer with its score."""
    with Attempts(home) as store:
        return [(attempt.question, attempt.answer, attempt.score) for attempt in store.all()]


def one_right_answer(window):
    """Answer the first question, and go on to the second."""
    window.answer("a")
    window.answer("\n", NEXT)
    window.until("> ")


FIRST = ("mini/axis", "N, H and W", 10.0)


def started(window):
    """The processes that quizdl has started, once there is a worker."""
    deadline = time.monotonic() + PATIENCE
    while len(found := descendants(window.process.pid)) < 2:
        assert time.monotonic() < deadline, "no worker was started"
        time.sleep(0.01)
    return found


# Resized


def test_after_a_resize_the_next_screen_has_the_new_width_and_no_answer_is_lost(home):
    with practice(home, columns=90) as window:
        wide = window.until("> ")
        window.resize(40)
        window.press("a")
        window.answer("\n", NEXT)
        narrow = window.until("> ")
        window.resize(90)
        window.press("ab\n")
        verdict = window.until(NEXT)
        window.press(":q\n")
        assert window.end()[0] == 0
    assert max(map(len, wide.splitlines())) == 90
    assert max(map(len, narrow.splitlines())) <= 40
    assert "Two numbers for each channel are trained, two are averages." in verdict
    assert kept(home) == [FIRST, ("mini/trained", '["gamma", "beta"]', 10.0)]
    assert window.stderr() == ""


# Closed


def test_a_window_that_is_closed_loses_no_answer_and_says_nothing(home):
    with practice(home) as window:
        one_right_answer(window)
        window.close()
        window.process.wait(PATIENCE)
    assert kept(home) == [FIRST]
    assert window.stderr() == ""


@pytest.mark.parametrize("at", ["a key", "a line", "a pause"])
def test_a_session_that_outlives_its_window_ends_by_itself(at, home):
    within = [sys.executable, "-c", NOHUP]
    with practice(home, within=within) as window:
        window.until("> ")
        if at != "a key":
            window.press("a")
            window.until(NEXT)
        if at == "a line":
            window.press("\n")
            window.until("> ")
        window.close()
        assert window.process.wait(PATIENCE) == 0
    assert kept(home) == ([] if at == "a key" else [FIRST])
    assert window.stderr() == ""


def test_a_window_that_is_closed_while_a_key_is_computed_leaves_no_process(home, tmp_path):
    (tmp_path / "slow.yaml").write_text(SLOW)
    with practice(home, bank=tmp_path, topic="slow") as window:
        window.until("> ")
        processes = started(window)
        window.close()
        window.process.wait(PATIENCE)
        for process in processes:
            assert_gone(process)
    assert window.stderr() == ""


# Killed


def test_what_was_answered_before_a_kill_is_scheduled_and_the_next_session_goes_on(home):
    with practice(home) as window:
        one_right_answer(window)
        window.press("c\n")
        window.answer("\n", NEXT)
        window.until("What does")
        window.until("> ")
        processes = started(window)
        window.process.kill()
        window.process.wait()
        for process in processes:
            assert_gone(process)
    assert kept(home) == [FIRST, ("mini/trained", '["running_mean"]', 2.5)]
    with Attempts(home) as store:
        memories = store.memories()
    assert memories["mini/trained"].due < memories["mini/axis"].due
    with practice(home) as window:
        assert "2 new" in window.until("> ")
        assert "What does" in window.shown()


# Stopped


def test_ctrl_c_at_a_key_or_a_line_leaves_a_sane_terminal_and_one_sentence(home):
    for line in (False, True):
        with practice(home / str(line)) as window:
            if line:
                one_right_answer(window)
            else:
                window.until("> ")
            window.press("\x03")
            code, _ = window.end()
            assert code == 130
            assert window.is_sane()
        assert window.stderr().strip() == STOPPED
        assert kept(home / str(line)) == ([FIRST] if line else [])


@pytest.mark.parametrize(("keys", "code", "said"), [("\x03", 130, STOPPED), (":q\n", 0, "")])
def test_who_leaves_while_a_key_is_computed_does_not_wait_for_it(keys, code, said, home, tmp_path):
    (tmp_path / "slow.yaml").write_text(SLOW)
    with practice(home, bank=tmp_path, topic="slow") as window:
        window.until("> ")
        processes = started(window)
        window.press(keys)
        assert window.process.wait(PATIENCE) == code
        for process in processes:
            assert_gone(process)
    assert window.stderr().strip() == said


def test_ctrl_z_leaves_a_sane_terminal_and_fg_brings_the_prompt_back(home):
    with practice(home, within=[sys.executable, "-c", SHELL]) as window:
        window.until("> ")
        assert not window.is_sane()
        window.press("\x1a")
        window.until("(stopped)")
        assert window.is_sane()
        window.press("fg\n")
        assert window.answer("a").endswith("fg\n> ")
        window.until("Right.")
        window.answer("\n", NEXT)
        window.until("> ")
        assert window.is_sane()
        window.press("\x1a")
        window.until("(stopped)")
        window.press("fg\n")
        window.answer("ab\n")
        window.answer("\x03", NEXT)
        assert window.end()[0] == 130
    assert [score for _, _, score in kept(home)] == [10.0, 10.0]


def test_ctrl_z_while_a_file_is_watched_leaves_a_sane_terminal_and_fg_brings_the_keys_back(home, tmp_path):
    file = tmp_path / "relu.py"
    file.write_text((REFERENCE / "relu.py").read_text())
    within = [sys.executable, "-c", SHELL]
    with Window(home, "watch", file, "--question", "activations/implement-relu", within=within) as window:
        window.until("[q] quit")
        window.press("\x1a")
        window.until("(stopped)")
        assert window.is_sane()
        window.press("fg\n")
        window.until("[q] quit")
        window.press("q")
        assert window.end()[0] == 0
        assert window.is_sane()


def test_ctrl_z_where_no_shell_could_wake_us_does_nothing(home):
    with practice(home) as window:
        window.until("> ")
        window.press("\x1a")
        assert window.answer("a") == "> "
        window.until("Right.")


# Without color


@pytest.mark.parametrize("how", ["NO_COLOR", "dumb", "--plain"])
def test_without_color_there_is_no_escape_sequence_and_options_have_letters(how, home):
    environment = {"NO_COLOR": {"NO_COLOR": "1"}, "dumb": {"TERM": "dumb"}}.get(how, {})
    with practice(home, *(["--plain"] if how == "--plain" else []), "-n", 1, **environment) as window:
        window.answer("a\n" if how == "--plain" else "a")
        assert window.end()[0] == 0
    assert b"\x1b" not in window.raw
    assert "\n  a) N, H and W\n" in window.shown()
    assert "✓ Right." in window.shown()


def test_in_a_pipe_there_is_no_escape_sequence_either(home):
    command = [sys.executable, "-m", "quizdl", "practice", "mini", "--bank", str(MINI), "--seed", "4", "-n", "1"]
    environment = {**os.environ, "TERM": "xterm-256color"}
    result = subprocess.run(command, input=b"a\n", capture_output=True, check=True, env=environment)
    assert b"\x1b" not in result.stdout
    assert "\n  a) N, H and W\n" in result.stdout.decode()
    assert result.stderr == b""


# Two sessions at once


def test_two_sessions_at_once_keep_every_answer_and_agree_on_what_is_due(home):
    with practice(home, "-n", 2) as one, practice(home, "-n", 2) as other:
        for window in (one, other):
            window.until("> ")  # both have begun before either one is answered
        for window in (one, other):
            window.press("a")
            window.until(NEXT)
        for window in (one, other):
            window.press("\n")
            window.answer("ab\n")
        for window in (one, other):
            assert window.end()[0] == 0
            assert window.stderr() == ""
    assert sorted(kept(home)) == sorted([FIRST, ("mini/trained", '["gamma", "beta"]', 10.0)] * 2)
    with Attempts(home) as store:
        assert store.memories()["mini/axis"] == replayed(store.of("mini/axis"))


def test_an_enter_out_of_habit_behind_a_key_does_not_turn_the_page(home):
    with Window(home, "practice", "mini", "--bank", MINI, "--seed", 4) as window:
        window.answer("a")
        window.until(NEXT)
        os.write(window.ours, b"\n")
        assert "question 2" not in window.until(NEXT)
        window.press("\n")
        assert "question 2" in window.until("> ")


def test_a_change_of_modes_that_a_signal_interrupts_is_made_again():
    made = []

    def act():
        made.append(len(made))
        if len(made) < 3:
            raise termios.error(errno.EINTR, "Interrupted system call")

    patiently(act)
    assert made == [0, 1, 2]


def test_a_change_of_modes_of_a_terminal_that_is_gone_is_no_error():
    def act():
        raise termios.error(errno.EIO, "Input/output error")

    patiently(act)


def test_a_key_that_is_no_answer_is_told_so_and_what_comes_with_it_answers_nothing(home):
    with practice(home) as window:
        for keys in ("x", "\x1b[B", "the back"):  # an arrow key ends with a letter
            window.answer(keys)
            window.until("type one letter from a to c\n")
        window.answer("a")
        window.until("Right.")
    assert len(kept(home)) == 1


def test_enter_at_a_question_for_a_key_does_nothing(home):
    with practice(home) as window:
        window.answer("\n\n a")
        assert "type one letter" not in window.until("Right.")
