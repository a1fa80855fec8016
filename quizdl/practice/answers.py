"""Reads what a learner typed, asks again where it cannot be read, and judges it."""

import importlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.question import Choice, Multi, Option, Question
from quizdl.practice.keys import BackgroundKeys
from quizdl.show.question import LETTERS

if TYPE_CHECKING:
    from quizdl.model.verdict import Verdict
    from quizdl.practice.desk import Desk

KINDS = ("number", "open", "shape", "order", "match", "short", "predict", "spot")
"""Types that have a module of their own in practice/kinds."""


class Screen(Protocol):
    """Where a session takes place: a terminal, or a file of answers."""

    def show(self, text: str) -> None:
        """Print."""

    def ask(self, prompt: str) -> str:
        """One line from the learner; raises QuitError at the end of the input."""

    def ask_lines(self, prompt: str) -> str:
        """Several lines from the learner, up to an empty one."""

    def pick(self, prompt: str, keys: str) -> str:
        """One of these characters, or a command; in a terminal without Enter."""

    def edit(self, text: str) -> str:
        """A text after the learner has worked on it in an editor."""

    def pause(self, prompt: str) -> str:
        """Let the learner read; a command, or nothing."""


class QuitError(Exception):
    """The learner leaves, or the input has come to its end."""


class Answered(NamedTuple):
    """An answer as it is kept, its verdict, and what was expected."""

    text: str
    verdict: "Verdict"
    expected: str
    explanation: str


class Given(NamedTuple):
    """A question with its answer."""

    question: Question
    answered: Answered
    seed: int
    confidence: str = ""

    @property
    def prompt(self) -> str:
        """The prompt as it was shown."""
        return variants.fill(self.question.prompt, variants.draw(self.question, self.seed))

    @property
    def right(self) -> bool:
        """Whether it earned full marks."""
        return self.answered.verdict.score >= self.answered.verdict.max_score


def ask(question: Question, seed: int, screen: "Desk", bank: Bank, keys: BackgroundKeys) -> Answered:
    """Get a readable answer and judge it."""
    if isinstance(question, Choice | Multi):
        return ask_options(question, seed, screen, bank)
    if question.type in KINDS:
        kind = importlib.import_module(f"quizdl.practice.kinds.{question.type}")
        answered: Answered = kind.ask(question, seed, screen, bank, keys)
        return answered
    raise TypeError(f"{question.id} cannot be answered here")


def ask_options(question: Choice | Multi, seed: int, screen: Screen, bank: Bank) -> Answered:
    """Letters or numbers of options."""
    shown = variants.shuffled(question, seed)
    single = isinstance(question, Choice)
    while True:
        keys = LETTERS[: len(shown)] + "123456789"[: len(shown)]
        typed = screen.pick("> ", keys) if single else screen.ask("> ")
        ticked = read_letters(typed, shown)
        if ticked and (len(ticked) == 1 or not single):
            break
        last = LETTERS[len(shown) - 1]
        screen.show(f"type {'one letter' if single else 'one or more letters'} from a to {last}")
    from quizdl.grading import options  # while the question is on the screen already

    verdict = options.grade(question, ticked, bank)
    right = [option for option in shown if option.correct]
    names = ", ".join(LETTERS[shown.index(option)] for option in right)
    expected = f"The answer is {names}) {right[0].text.strip()}" if single else f"The answer is {names}."
    kept = ticked[0].text if single else json.dumps([option.text for option in ticked], ensure_ascii=False)
    return Answered(kept, verdict, expected, question.explanation)


def read_letters(typed: str, shown: Sequence[Option]) -> list[Option]:
    """The options that were named; nothing where something else was typed."""
    letters = [c for c in typed.lower() if c not in " ,;.)("]
    known = {name: i for i in range(len(shown)) for name in (LETTERS[i], str(i + 1))}
    if not all(letter in known for letter in letters):
        return []
    return [shown[i] for i in sorted({known[letter] for letter in letters})]
