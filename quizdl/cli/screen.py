"""Where a practice session takes place: the terminal, a pipe, or a file of answers."""

import sys
from typing import TextIO

import click

from quizdl.practice.answers import QuitError

QUIT = (":q", ":quit")


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
        """Lines up to an empty one."""
        lines = [self.ask(prompt)]
        while lines[-1].strip():
            lines.append(self.ask(prompt))
        return "\n".join(lines).strip()

    def pause(self) -> None:
        """Wait for Enter."""
        if self.pauses:
            self.ask("[Enter] next   [:q] quit ")
            self.show("")


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

    def pause(self) -> None:
        """Nobody is reading."""


def interactive() -> bool:
    """Whether a person is there to press Enter."""
    return sys.stdin.isatty() and sys.stdout.isatty()
