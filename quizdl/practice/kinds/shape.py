"""Asks for a shape."""

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.kinds.shape import Shape
from quizdl.practice.answers import Answered, Screen
from quizdl.practice.keys import BackgroundKeys


def ask(question: Shape, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """A shape, held against a key that was computed while the learner was thinking."""
    keys.begin(question, seed)
    from quizdl.grading import shape
    from quizdl.grading.numbers import UnreadableError

    while True:
        typed = screen.ask("> ")
        try:
            value = shape.read(typed, question)
            break
        except UnreadableError as error:
            screen.show(str(error))
    key = keys.get(question, seed)
    explanation = variants.fill(question.explanation, variants.draw(question, seed))
    return Answered(typed.strip(), shape.grade(question, value, key), f"Expected `{key.shown}`.", explanation)
