"""Where a practice session takes place: the terminal, a pipe, or a file of answers."""

import os
import sys
from typing import TextIO

import click

from quizdl.practice.answers import QuitError

QUIT = (":q", ":quit")
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
        click.echo(text, color=self.color)

    def ask(self, prompt: str) -> str:
        """One line."""
        try:
            click.echo(prompt, nl=False)  # input(prompt) writes to stderr where that is elsewhere
            line = input()
            if self.echoes:
                self.show(line)
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
        """One key, at once; a command from its colon to Enter. Where nobody is at the terminal, a line."""
        if not self.pauses:
            return self.ask(prompt)
        click.echo(prompt, nl=False)
        while (key := read_key()).lower() not in keys:
            if key == ":":
                return f":{self.ask(':')}"
            if key in ("", END):
                raise QuitError
        self.show(key)
        return key

    def edit(self, text: str) -> str:
        """In $EDITOR; as it was where the editor was left without saving."""
        return click.edit(text, extension=".md") or text

    def pause(self) -> None:
        """Wait for Enter."""
        if self.pauses:
            forget_keys()
            self.ask("[Enter] next   [:q] quit ")
            self.show("")


def read_key() -> str:
    """One key without Enter. Not click.getchar, which throws away what was typed a moment too early."""
    if os.name != "posix":
        return click.getchar()
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin, termios.TCSADRAIN)
        return os.read(sys.stdin.fileno(), 1).decode(errors="replace")
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def forget_keys() -> None:
    """Who presses Enter after a key out of habit has not read the verdict yet."""
    if os.name == "posix":
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)


class Script:
    """A file with one answer in each line; `#` lines are comments."""

    def __init__(self, answers: TextIO):
        self.lines = (line.rstrip("\r\n") for line in answers if not line.startswith("#"))

    def show(self, text: str) -> None:
        """Print."""
        click.echo(text, color=False)

    def ask(self, prompt: str) -> str:
        """The next line of the file, shown as if it had been typed."""
        line = next(self.lines, None)
        if line is None or line.strip().lower() in QUIT:
            raise QuitError
        self.show(f"{prompt}{line}")
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

    def pause(self) -> None:
        """Nobody is reading."""


def interactive() -> bool:
    """Whether a person is there to press Enter."""
    return sys.stdin.isatty() and sys.stdout.isatty()
