"""Reads what a learner typed, asks again where it cannot be read, and judges it."""

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.question import Choice, Multi, Number, Open, Option, Question
from quizdl.practice.keys import BackgroundKeys
from quizdl.show.question import LETTERS
from quizdl.show.text import prose

if TYPE_CHECKING:
    from quizdl.model.verdict import Verdict


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

    def pause(self) -> None:
        """Let the learner read."""


class QuitError(Exception):
    """The learner leaves, or the input has come to its end."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it is kept, its verdict, and what was expected."""

    text: str
    verdict: "Verdict"
    expected: str
    explanation: str


def ask(question: Question, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:
    """Get a readable answer and judge it."""
    if isinstance(question, Choice | Multi):
        return ask_options(question, seed, screen, bank)
    if isinstance(question, Number):
        return ask_number(question, seed, screen, keys)
    if isinstance(question, Open):
        return ask_open(question, screen)
    if question.type in ("shape", "order", "match", "short", "predict", "spot"):
        kind = importlib.import_module(f"quizdl.practice.kinds.{question.type}")
        answered: Answered = kind.ask(question, seed, screen, bank, keys)
        return answered
    raise TypeError(f"{question.id} cannot be answered here")


def ask_options(question: Choice | Multi, seed: int, screen: Screen, bank: Bank) -> Answered:
    """Letters or numbers of options."""
    from quizdl.grading import options

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


def ask_number(question: Number, seed: int, screen: Screen, keys: BackgroundKeys) -> Answered:
    """A number, held against a key that was computed while the learner was thinking."""
    from quizdl.grading import numbers

    while True:
        typed = screen.ask("> ")
        try:
            value = numbers.read(typed)
            break
        except numbers.UnreadableError as error:
            screen.show(str(error))
    key = keys.get(question, seed)
    verdict = numbers.grade(question, value, key)
    unit = f" {question.unit}" if question.unit else ""
    expected = f"Expected {numbers.rounded(key.value, question.tolerance)}{unit}."
    explanation = variants.fill(question.explanation, variants.draw(question, seed))
    return Answered(typed.strip(), verdict, expected, explanation)


def ask_open(question: Open, screen: Screen) -> Answered:
    """Sentences of one's own, judged by oneself along the rubric."""
    from quizdl.grading import rubric

    text = screen.ask_lines("> ")
    screen.show("\nWhat a good answer holds:")
    for number, point in enumerate(question.rubric, start=1):
        screen.show(prose(point.point, "     ", f"  {number}. "))
    count = len(question.rubric)
    screen.show(prose(f"Which of them does your answer make? {count} letters in order: y yes, p partly, n no."))
    while True:
        ticks = [c for c in screen.ask("> ").lower() if c not in " ,;"]
        if len(ticks) == count and all(tick in rubric.SHARES for tick in ticks):
            break
        screen.show(f"type {count} letters, each y, p or n, such as {('ypn' * count)[:count]}")
    kept = json.dumps({"answer": text, "ticks": "".join(ticks)}, ensure_ascii=False)
    verdict = rubric.grade(question, ticks)
    return Answered(kept, verdict, "", f"A model answer: {question.model_answer}")
