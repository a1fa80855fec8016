"""Asks for the line that is wrong, then for the reason."""

import json

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.kinds.spot import Spot
from quizdl.practice.answers import Answered, Screen
from quizdl.practice.keys import BackgroundKeys
from quizdl.show.question import LETTERS, options

DIGITS = "123456789"


def ask(question: Spot, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """Both before any verdict: the reasons would give the line away, and the line the reason."""
    lines = question.text.rstrip("\n").split("\n")
    number = ask_line(lines, screen)
    by_text = {reason.text: reason for reason in question.reasons}
    shown = tuple(by_text[text] for text in variants.mixed(tuple(by_text), seed, "reasons"))
    screen.show(f"\nWhy is it wrong?\n\n{options(shown)}\n")
    picked = screen.pick("> ", LETTERS[: len(shown)] + DIGITS[: len(shown)])
    reason = shown[(DIGITS if picked in DIGITS else LETTERS).index(picked)]
    from quizdl.grading import spot

    kept = json.dumps({"line": lines[number - 1].strip(), "reason": reason.text}, ensure_ascii=False)
    why = next(option.text.strip() for option in question.reasons if option.correct)
    expected = f"Line {question.line} is the wrong one: {why}"
    return Answered(kept, spot.grade(question, number, reason, bank), expected, question.explanation)


def ask_line(lines: list[str], screen: Screen) -> int:
    """The number of a line that is not empty; one key where one digit is enough."""
    numbers = [str(number) for number, line in enumerate(lines, start=1) if line.strip()]
    if len(lines) <= len(DIGITS):
        return int(screen.pick("> ", "".join(numbers)))
    while (text := screen.ask("> ").strip().lower().removeprefix("line").strip()) not in numbers:
        screen.show(f"type the number of a line with text in it, from 1 to {len(lines)}")
    return int(text)
