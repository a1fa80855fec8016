"""A terminal window around a real quizdl: keys go in, its screen comes out, and it can be resized and closed."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

from quizdl.cli.screen import HABIT_SECONDS
from quizdl.practice.session import NEXT

PATIENCE = 60
"""Seconds: only a test that fails waits as long."""
ESCAPE = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
NOHUP = "import os, signal, sys\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nos.execv(sys.argv[1], sys.argv[1:])"
"""Runs a program that the end of its terminal does not end."""
SHELL = """
import os, signal, sys

from quizdl.cli.screen import HABIT_SECONDS
from quizdl.practice.session import NEXT
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
job = os.fork()
if job == 0:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.argv[1], sys.argv[1:])
while os.WIFSTOPPED(status := os.waitpid(job, os.WUNTRACED)[1]):
    os.tcsetpgrp(0, os.getpgrp())
    os.write(1, b"(stopped)")
    os.read(0, 80)
    os.tcsetpgrp(0, job)
    os.killpg(job, signal.SIGCONT)
os._exit(os.waitstatus_to_exitcode(status) % 256)
"""
"""Runs a job, says when Ctrl-Z has stopped it, and wakes it after a line was typed. It sets no mode of the terminal."""


class Window:
    """quizdl on a terminal of its own; what it says beside the screen goes to a file."""

    def __init__(self, home, *arguments, columns=80, within=(), **environment):
        self.home = Path(home)
        self.ours, theirs = pty.openpty()
        self.said = self.home / "stderr.txt"
        self.home.mkdir(parents=True, exist_ok=True)
        self.raw, self.taken = b"", 0
        resize(self.ours, columns)
        clean = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        quizdl = [sys.executable, "-m", "quizdl", *map(str, arguments)]
        with self.said.open("wb") as stderr:
            self.process = subprocess.Popen(
                [*within, *quizdl], stdin=theirs, stdout=theirs, stderr=stderr, start_new_session=True,
                env={**clean, "QUIZDL_HOME": str(self.home), "TERM": "xterm", **environment},
                preexec_fn=own_terminal,  # noqa: PLW1509  this process has one thread
            )  # fmt: skip
        os.close(theirs)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()

    def until(self, wanted):
        """What is on the screen up to a text or a pattern; the rest is left for the next time."""
        wanted = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + PATIENCE
        while not (found := wanted.search(self.unread())) and time.monotonic() < deadline and self.read(1.0):
            pass
        assert found, f"{self.shown()}\n(exit code {self.process.poll()}; beside the screen: {self.stderr()})"
        seen = self.unread()[: found.end()]
        self.taken += found.end()
        return seen

    def read(self, seconds):
        """Take what is there; False at the end of the process."""
        if not select.select([self.ours], [], [], seconds)[0]:
            return True
        try:
            new = os.read(self.ours, 1 << 16)
        except OSError:
            new = b""
        self.raw += new
        return bool(new)

    def shown(self):
        """All that was ever on the screen, without escape sequences."""
        return ESCAPE.sub("", self.raw.decode(errors="replace").replace("\r\n", "\n"))

    def unread(self):
        """What no test has looked at."""
        return self.shown()[self.taken :]

    def press(self, keys):
        """Type. An Enter that comes right behind a verdict is taken for a habit, so a page is turned later."""
        if keys == "\n" and self.shown().endswith(NEXT):
            time.sleep(HABIT_SECONDS + 0.1)
        os.write(self.ours, keys.encode())

    def answer(self, keys, prompt="> "):
        """Type once the prompt is there."""
        seen = self.until(prompt)
        self.press(keys)
        return seen

    def end(self):
        """The exit code, and the rest of the screen."""
        deadline = time.monotonic() + PATIENCE
        while self.read(1.0):
            assert time.monotonic() < deadline, f"it still runs:\n{self.shown()}"
        return self.process.wait(PATIENCE), self.unread()

    def resize(self, columns):
        """Make the window wider or narrower, and let quizdl know."""
        resize(self.ours, columns)
        self.process.send_signal(signal.SIGWINCH)

    def is_sane(self):
        """Whether typing is shown and Enter ends a line."""
        modes = termios.tcgetattr(self.ours)[3]
        return bool(modes & termios.ICANON and modes & termios.ECHO)

    def close(self):
        """Close the window."""
        if self.ours >= 0:
            os.close(self.ours)
        self.ours = -1

    def stderr(self):
        """What was said beside the screen."""
        return self.said.read_text(encoding="utf-8")


def own_terminal():
    """Ctrl-C on this terminal is for the process that begins here."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def resize(terminal, columns):
    """The kernel tells whoever asks."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def descendants(process):
    """The processes that a process has started, and those that they have started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]
