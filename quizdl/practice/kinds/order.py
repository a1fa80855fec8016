"""Asks for steps in order."""

import json
from collections.abc import Sequence

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.model.kinds.order import Order
from quizdl.practice.answers import Answered, Screen
from quizdl.practice.keys import BackgroundKeys
from quizdl.show.kinds import example
from quizdl.show.question import LETTERS


def ask(question: Order, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """The letter of each step, in order."""
    by_text = {step.text: step for step in question.steps}
    shown = variants.mixed(tuple(by_text), seed, "steps")
    while not (order := read(screen.ask("> "), shown)):
        screen.show(
            f"type each letter from a to {LETTERS[len(shown) - 1]} once, such as {example(len(shown), len(shown))}"
        )
    from quizdl.grading import order as grading

    verdict = grading.grade(question, [by_text[text] for text in order], bank)
    right = "\n".join(f"{i}. {step.text.strip()}" for i, step in enumerate(question.steps, start=1))
    alone = "The right order" if not any(step.after for step in question.steps) else "A right order"
    return Answered(json.dumps(order, ensure_ascii=False), verdict, f"{alone}:\n\n{right}", question.explanation)


def read(typed: str, shown: Sequence[str]) -> list[str]:
    """The steps that were named, each once; nothing where something else was typed."""
    letters = [c for c in typed.lower() if c not in " ,;.)(->"]
    known = {name: i for i in range(len(shown)) for name in (LETTERS[i], str(i + 1))}
    places = [known.get(letter, -1) for letter in letters]
    return [shown[i] for i in places] if sorted(places) == list(range(len(shown))) else []
