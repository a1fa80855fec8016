"""Asks for a prediction, then shows the experiment."""

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.kinds.predict import Direction, Predict
from quizdl.practice.answers import Answered, Screen
from quizdl.practice.keys import BackgroundKeys

LETTERS: dict[str, Direction] = {"u": "up", "d": "down", "s": "same"}
GOES = {"up": "goes up", "down": "goes down", "same": "stays about the same"}


def ask(question: Predict, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """One key; the experiment runs while the learner is thinking."""
    keys.begin(question, seed)
    value = LETTERS[screen.pick("> ", "".join(LETTERS))]
    from quizdl.grading import predict
    from quizdl.show.sparkline import short, sparkline
    from quizdl.show.text import width

    key = keys.get(question, seed)
    ends = f"from {short(key.values[0])} to {short(key.values[-1])}"
    axis = f"{key.x.label} from {short(key.x.values[0])} to {short(key.x.values[-1])}"
    line = sparkline(key.values, width() - 8, question.least)
    seen = f"{key.y} {GOES[key.value]}, {ends} ({axis}):\n\n    {line}"
    explanation = variants.fill(question.explanation, variants.draw(question, seed))
    return Answered(value, predict.grade(question, value, key), "", f"{seen}\n\n{explanation}".rstrip())
