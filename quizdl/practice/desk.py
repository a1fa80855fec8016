"""The learner's desk at one question: what is typed there is an answer, or a command that starts with a colon."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from quizdl import variants
from quizdl.model.question import Choice, Multi, Question
from quizdl.practice.answers import QuitError, Screen
from quizdl.show.question import question as show_question
from quizdl.show.text import prose
from quizdl.store.attempts import Attempts

COMMANDS = {
    ":h": "a hint (the rating of a right answer is then Hard; the points stay)",
    ":v": "another variant of this question",
    ":t": "the text as it is written, with raw TeX",
    ":u": "take the last answer back",
    ":!": "flag this question for its author: `:! what is wrong with it`",
    ":e": "write the answer in $EDITOR, where several lines are asked for",
    ":?": "this list",
    ":q": "quit; every answer so far is kept",
}


OPEN_ONLY = (":h", ":v", ":u")
"""Commands that an exam does not have."""


class UndoError(Exception):
    """The learner takes the last answer back."""


class VariantError(Exception):
    """The learner wants another variant of the question."""


@dataclass
class Desk:
    """A screen on which commands work, for one question and seed."""

    screen: Screen
    question: Question
    seed: int
    store: Attempts
    clock: Callable[[], datetime]
    hints: int = 0
    """How many were read."""
    closed: bool = False
    """In an exam: no help, no way back."""
    leaving: bool = False
    """The learner leaves after this question, whose answer counts."""

    def show(self, text: str) -> None:
        """Print."""
        self.screen.show(text)

    def ask(self, prompt: str) -> str:
        """One line that is no command."""
        while (line := self.screen.ask(prompt)).lstrip().startswith(":"):
            self.obey(line.strip())
        return line

    def ask_lines(self, prompt: str) -> str:
        """Several lines up to an empty one, or what was written in the editor."""
        while True:
            text = self.screen.ask_lines(prompt)
            *before, last = text.split("\n")
            if last.strip().lower() == ":e":
                return self.screen.edit("\n".join(before)).strip()
            if not last.lstrip().startswith(":"):
                return text
            self.obey(last.strip())  # what was typed before the command is typed again

    def pick(self, prompt: str, keys: str) -> str:
        """One of these characters."""
        while True:
            typed = self.screen.pick(prompt, keys).strip().lower()
            if typed.startswith(":"):
                self.obey(typed)
            elif len(typed) == 1 and typed in keys:
                return typed
            else:
                letters = "".join(key for key in keys if key.isalpha()) or keys
                run = "abcdefghi".startswith(letters)
                self.show(f"type one letter from a to {letters[-1]}" if run else f"type one of {', '.join(letters)}")

    def pause(self, prompt: str) -> str:
        """Let the learner read."""
        return self.screen.pause(prompt)

    def edit(self, text: str) -> str:
        """In the editor."""
        return self.screen.edit(text)

    def obey(self, line: str) -> None:
        """A command."""
        word, _, rest = line.partition(" ")
        if self.closed and word.lower() in OPEN_ONLY:
            return self.show("Not in an exam.")
        match word.lower():
            case ":q" | ":quit":
                raise QuitError
            case ":u":
                raise UndoError
            case ":v" if self.has_variants():
                raise VariantError
            case ":v":
                self.show("There is no other variant of this question.")
            case ":h":
                self.show(self.hint())
            case ":t":
                self.show(show_question(self.question, self.seed, raw=True))
            case ":!":
                self.flag(rest or self.screen.ask("What is wrong with this question? "))
            case ":e":
                self.show("The editor is for answers of several lines; type this one here.")
            case ":?":
                there = [name for name in COMMANDS if not (self.closed and name in OPEN_ONLY)]
                self.show("\n".join(prose(COMMANDS[name], "      ", f"  {name}  ") for name in there))
            case _:
                self.show(f"{word} is no command: :? lists them")
        return None

    def flag(self, note: str) -> None:
        """Keep a remark about the question, at once: it is no part of the answer."""
        self.store.flag(self.clock(), self.question.id, variants.revision(self.question), self.seed, note)
        self.show("Flagged: `quizdl export flags` shows it to the author.")

    def save(self, text: str) -> None:
        """Keep what was written until the answer is judged."""
        self.store.draft(self.question.id, text)

    def draft(self) -> str:
        """What was written and never judged."""
        return self.store.drafted(self.question.id)

    def has_variants(self) -> bool:
        """Whether another seed makes another question: other numbers, or another order."""
        if isinstance(self.question, Choice | Multi):
            return not self.question.keep_order
        return bool(variants.params(self.question)) or self.question.type in ("order", "match", "spot")

    def params(self) -> variants.Params:
        """What was drawn."""
        return variants.draw(self.question, self.seed)

    def hint(self) -> str:
        """The next one; when there is no other, the last again."""
        given = self.question.hints
        if not given:
            return "There are no hints for this question."
        self.hints = min(self.hints + 1, len(given))
        text = variants.fill(given[self.hints - 1], self.params())
        return prose(f"Hint {self.hints} of {len(given)}: {text}", "  ", "  ")
