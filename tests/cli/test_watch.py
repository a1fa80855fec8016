"""`quizdl watch` grades again at every save, and its keys count at once."""

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
import time

import pytest

from quizdl.bank.folders import REFERENCE

RIGHT = (REFERENCE / "relu.py").read_text()
WRONG = RIGHT.replace("dx = dy * (x > 0)", "dx = dy")
QUESTION = "activations/implement-relu"
READY = "[q] quit\n"
"""The end of the line that waits for the next save."""


def own_terminal():
    """Ctrl-C on this terminal is for the process that begins here."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Watching:
    """The command on a terminal of its own."""

    def __init__(self, file, home, *arguments, columns=100):
        self.ours, theirs = pty.openpty()
        self.unread = ""
        environment = {**os.environ, "QUIZDL_HOME": str(home), "TERM": "dumb", "COLUMNS": str(columns)}
        command = [sys.executable, "-m", "quizdl", "watch", str(file), *arguments]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=file.parent,
            start_new_session=True, preexec_fn=own_terminal,  # noqa: PLW1509  this process has one thread
        )  # fmt: skip
        os.close(theirs)

    def until(self, text, seconds=30):
        """What is printed up to a text; the rest is left for the next time."""
        deadline = time.monotonic() + seconds
        while text not in self.unread and time.monotonic() < deadline:
            if select.select([self.ours], [], [], 0.1)[0]:
                self.unread += os.read(self.ours, 65536).decode(errors="replace").replace("\r\n", "\n")
        assert text in self.unread, self.unread
        said, self.unread = (part for part in self.unread.split(text, 1))
        return said + text

    def press(self, key):
        """One key, without Enter."""
        os.write(self.ours, key.encode())

    def end(self):
        """Its exit code after q."""
        self.press("q")
        return self.process.wait(timeout=20)


@pytest.fixture
def watching(tmp_path):
    """Starts the command; ends it whatever happens."""
    started = []

    def start(source, *arguments, **options):
        file = tmp_path / "relu.py"
        file.write_text(source)
        started.append(Watching(file, tmp_path / "home", "--question", QUESTION, *arguments, **options))
        return file, started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        os.close(one.ours)


def test_each_save_is_graded_and_q_ends_it(watching):
    file, screen = watching(WRONG)
    said = screen.until(READY)
    assert "Returns dy unchanged in the" in said
    assert said.endswith("next save\n[n] next   [h] hint   [s] solution   [q] quit\n")
    file.write_text(RIGHT)
    assert "10 / 10" in screen.until("Right: every check passed.")
    screen.until(READY)
    assert screen.end() == 0


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (80, "[n] next   [h] hint   [s] solution   [q] quit"),
        (45, "[n] next   [h] hint   [s] solution   [q] quit"),
        (44, "[n] next   [h] hint   [s] solution\n[q] quit"),
        (24, "[n] next   [h] hint\n[s] solution   [q] quit"),
    ],
)
def test_the_keys_fit_the_window(watching, columns, shown):
    _, screen = watching(RIGHT, columns=columns)
    lines = screen.until(READY).splitlines()
    end = shown.splitlines()
    assert lines[-len(end) :] == end
    assert max(len(line) for line in lines[-len(end) - 3 :] if "/" not in line) <= columns
    assert screen.end() == 0


def test_an_editor_that_replaces_the_file_is_seen_as_well(watching):
    file, screen = watching(WRONG)
    screen.until(READY)
    other = file.with_name("relu.py.part")
    other.write_text(RIGHT)
    other.replace(file)
    screen.until("Right: every check passed.")
    assert screen.end() == 0


def test_hints_come_one_after_the_other_and_the_solution_only_when_it_is_right(watching):
    file, screen = watching(WRONG)
    screen.until(READY)
    screen.press("h")
    first = screen.until(READY)
    assert "Hint 1 of " in first
    screen.press("h")
    assert "Hint 2 of " in screen.until(READY)
    screen.press("s")
    refused = screen.until(READY)
    assert "The solution is shown once yours is right." in refused
    assert "def relu_backward" not in refused
    file.write_text(RIGHT)
    screen.until("Right: every check passed.")
    screen.until(READY)
    screen.press("s")
    assert "def relu_backward(dy, cache):" in screen.until(READY)
    assert screen.end() == 0


def test_a_save_that_cannot_be_read_is_a_sentence_and_the_next_one_counts(watching):
    file, screen = watching(WRONG)
    screen.until(READY)
    file.write_bytes(b"\xff\xfe")
    assert "is not UTF-8: save the file in UTF-8" in " ".join(screen.until(READY).split())
    file.write_text(RIGHT)
    screen.until("Right: every check passed.")
    assert screen.end() == 0


def test_n_goes_on_with_the_next_question_in_a_file_of_its_own(watching):
    file, screen = watching(RIGHT)
    screen.until(READY)
    screen.press("n")
    said = screen.until(READY)
    assert "activations/implement-leaky-relu" in said
    assert "leaky_relu_forward is not written yet" in said
    new = file.with_name("activations_implement_leaky_relu.py")
    assert new.read_text().startswith("# quizdl: activations/implement-leaky-relu\n")
    assert screen.end() == 0


def test_every_version_is_an_attempt(watching, tmp_path):
    file, screen = watching(WRONG)
    screen.until(READY)
    file.write_text(RIGHT)
    screen.until("Right: every check passed.")
    screen.until(READY)
    file.write_text(RIGHT)  # the same text: nothing new to judge
    screen.end()
    import sqlite3

    with sqlite3.connect(tmp_path / "home" / "progress.db") as database:
        scores = [score for (score,) in database.execute("SELECT score FROM attempt ORDER BY number")]
    assert len(scores) == 2
    assert scores[0] < scores[1] == 10


def test_the_terminal_is_as_before_when_it_is_killed_by_ctrl_c(watching):
    _, screen = watching(WRONG)
    screen.until(READY)
    screen.press("\x03")
    screen.process.wait(timeout=20)
    assert termios.tcgetattr(screen.ours)[3] & termios.ICANON
