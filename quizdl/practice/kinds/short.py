"""Asks for a word or a few."""

from quizdl.bank.bank import Bank
from quizdl.model.kinds.short import Short
from quizdl.practice.answers import Answered, Screen
from quizdl.practice.keys import BackgroundKeys


def ask(question: Short, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """An answer, held against those that are accepted and those that are known to be wrong."""
    typed = screen.ask("> ")
    from quizdl.grading import short
    from quizdl.grading.numbers import UnreadableError

    while True:
        try:
            text = short.read(typed)
            break
        except UnreadableError as error:
            screen.show(str(error))
            typed = screen.ask("> ")
    expected = f"Expected: {question.answers[0].strip()}"
    return Answered(text, short.grade(question, text, bank), expected, question.explanation)
