"""Where a practice session takes place: the terminal, a pipe, or a file of answers."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, TextIO

import click

from quizdl.practice.answers import QuitError
from quizdl.show.text import plain, width

QUIT = (":q", ":quit")
HABIT_SECONDS = 0.5
"""Nobody has read a verdict by then."""
END = "\x04"
"""Ctrl-D as a key."""


class Terminal:
    """A person at a terminal, or a pipe."""

    def __init__(self, color: bool, pauses: bool):
        self.color = color
        self.pauses = pauses
        self.echoes = not sys.stdin.isatty()  # a transcript of a pipe shows what was answered

    def show(self, text: str) -> None:
        """Print."""
        self.write(f"{fitted(text)}\n")

    def write(self, text: str) -> None:
        """Print as it is."""
        try:
            click.echo(text, nl=False, color=self.color)
        except OSError as error:
            if error.errno == errno.EIO:  # the window was closed: a reader that stopped reading
                raise BrokenPipeError from error
            raise

    def ask(self, prompt: str) -> str:
        """One line."""
        prompt = fitted_prompt(prompt)
        try:
            with suspendable(prompt) if self.pauses else contextlib.nullcontext():
                self.write(prompt)  # input(prompt) writes to stderr where that is elsewhere
                line = input()
            if self.echoes:
                self.write(f"{line}\n")
        except EOFError:
            raise QuitError from None
        except UnicodeDecodeError:
            self.show("that could not be read as UTF-8: type it again")
            return self.ask(prompt)
        if line.strip().lower() in QUIT:
            raise QuitError
        return line

    def ask_lines(self, prompt: str) -> str:
        """Lines up to an empty one, or to a command."""
        lines = [self.ask(prompt)]
        while lines[-1].strip() and not lines[-1].lstrip().startswith(":"):
            lines.append(self.ask(prompt))
        return "\n".join(lines).strip()

    def pick(self, prompt: str, keys: str) -> str:
        """One key, at once; a command from its colon to Enter. Where nobody is at the terminal, a line.

        A key that is none of these comes back alone, to be told so: what came with it, as the rest of a sentence or of
        an arrow key does, answers nothing.
        """
        if not self.pauses:
            return self.ask(prompt)
        prompt = fitted_prompt(prompt)
        with single_keys(prompt):
            self.write(prompt)  # after the mode is set: an early key would be shown twice
            while (key := read_key()) and not key.strip() and key != END:
                pass  # Enter, out of habit
            if key.lower() not in {*keys, ":", "", END}:
                forget_keys()
        if key == ":":
            return f":{self.ask(':')}"
        if key in ("", END):
            raise QuitError
        self.show(key)
        return key

    def edit(self, text: str) -> str:
        """In $EDITOR; as it was where the editor was left without saving."""
        return click.edit(text, extension=".md") or text

    def pause(self, prompt: str) -> str:
        """Wait for Enter, or a command."""
        if not self.pauses:
            return ""
        forget_keys()
        begun = time.monotonic()
        line = self.ask(prompt)
        while not line and time.monotonic() - begun < HABIT_SECONDS:  # Enter behind a key that needed none
            line = self.ask(prompt)
        self.show("")
        return line


def read_key() -> str:
    """One key; none at the end. Not click.getchar, which throws away what was typed a moment too early."""
    if os.name != "posix":
        return click.getchar()
    try:
        return os.read(sys.stdin.fileno(), 1).decode(errors="replace")
    except OSError:  # the terminal is gone
        return ""


@contextlib.contextmanager
def single_keys(prompt: str) -> Iterator[None]:
    """Keys count at once, without Enter."""
    with suspendable(prompt) as found:
        if not found:
            yield
            return
        import termios
        import tty

        try:
            patiently(lambda: tty.setcbreak(sys.stdin, termios.TCSADRAIN))
            yield
        finally:
            set_modes(found)


@contextlib.contextmanager
def suspendable(prompt: str) -> Iterator[list[Any]]:
    """Ctrl-Z leaves the terminal in the modes it was found in, which are given; `fg` brings back the prompt."""
    found = modes()
    if not found:
        yield found
        return
    import signal

    def stop(number: int, _: FrameType | None) -> None:
        now = modes()
        set_modes(found)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # not SIGSTOP: where no shell could wake us, this one does nothing
        signal.signal(number, stop)
        set_modes(now)
        with contextlib.suppress(OSError):  # past the buffer: the signal may have come while that was being written
            os.write(sys.stdout.fileno(), prompt.encode(sys.stdout.encoding, "replace"))

    before = signal.getsignal(signal.SIGTSTP)
    if before is signal.SIG_DFL:  # else whoever started us wants no Ctrl-Z
        signal.signal(signal.SIGTSTP, stop)
    try:
        yield found
    finally:
        signal.signal(signal.SIGTSTP, before)


def modes() -> list[Any]:
    """Those of the terminal; nothing where it is gone."""
    if os.name != "posix":
        return []
    import termios

    try:
        return termios.tcgetattr(sys.stdin)
    except termios.error:
        return []


def set_modes(wanted: list[Any]) -> None:
    """Give the terminal these modes, as far as there is one."""
    import termios

    patiently(lambda: termios.tcsetattr(sys.stdin, termios.TCSADRAIN, wanted))


def patiently(act: Callable[[], object]) -> None:
    """Change the terminal; again where a signal came while output was on its way, never where it is gone."""
    import termios

    while True:
        try:
            act()
            return
        except termios.error as error:
            if error.args[0] != errno.EINTR:
                return


def forget_keys() -> None:
    """Who presses Enter after a key out of habit has not read the verdict yet."""
    if os.name == "posix":
        import termios

        with contextlib.suppress(termios.error):  # the terminal is gone
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def fitted(text: str) -> str:
    """A line at the margin is a sentence, and wrapped where it is too wide; what is indented was laid out before."""
    return "\n".join(map(fitted_line, text.split("\n")))


def fitted_line(line: str) -> str:
    """One line of it."""
    if line[:1].isspace() or len(plain(line)) <= width():
        return line
    from quizdl.show.verdict import literal

    return plain(literal(line, "", ""))


def fitted_prompt(prompt: str) -> str:
    """The same for what ends where the answer begins."""
    return f"{fitted(prompt.rstrip())} " if prompt.endswith(" ") else prompt


class Script:
    """A file with one answer in each line; `#` lines are comments."""

    def __init__(self, answers: TextIO):
        self.lines = (line.rstrip("\r\n") for line in answers if not line.startswith("#"))

    def show(self, text: str) -> None:
        """Print."""
        click.echo(fitted(text), color=False)

    def ask(self, prompt: str) -> str:
        """The next line of the file, shown as if it had been typed."""
        line = next(self.lines, None)
        if line is None or line.strip().lower() in QUIT:
            raise QuitError
        click.echo(f"{fitted_prompt(prompt)}{line}")
        return line

    def ask_lines(self, prompt: str) -> str:
        """In a file an answer is one line."""
        return self.ask(prompt)

    def pick(self, prompt: str, keys: str) -> str:  # noqa: ARG002  as in a terminal
        """The next line."""
        return self.ask(prompt)

    def edit(self, text: str) -> str:
        """There is no editor in a file."""
        return text

    def pause(self, prompt: str) -> str:  # noqa: ARG002  as in a terminal
        """Nobody is reading."""
        return ""


def interactive() -> bool:
    """Whether a person is there to press Enter."""
    return sys.stdin.isatty() and sys.stdout.isatty()
