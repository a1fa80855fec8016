"""Asks for a number."""

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.kinds.number import Number
from quizdl.practice.answers import Answered, Screen
from quizdl.practice.keys import BackgroundKeys


def ask(question: Number, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """A number, held against a key that was computed while the learner was thinking."""
    keys.begin(question, seed)
    from quizdl.grading import numbers

    while True:
        typed = screen.ask("> ")
        try:
            value = numbers.read(typed, question.unit)
            break
        except numbers.UnreadableError as error:
            screen.show(str(error))
    key = keys.get(question, seed)
    unit = f" {question.unit}" if question.unit else ""
    expected = f"Expected {numbers.rounded(key.value, question.tolerance)}{unit}."
    explanation = variants.fill(question.explanation, variants.draw(question, seed))
    return Answered(typed.strip(), numbers.grade(question, value, key), expected, explanation)
