"""Every variant of a number question has a key, and every wrong value is told apart from it and from the others."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.grading.keys import Key, Keys, NoKeyError
from quizdl.grading.numbers import near
from quizdl.model.kinds.number import Number
from quizdl.prove.place import Flaw, drawn_as, unkeyed
from quizdl.variants import draw, fill, plain

Kind = TypeVar("Kind")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def prove_numbers(questions: Sequence[tuple[int, Number]], bank: Bank) -> Iterator[Flaw]:
    """Go through the variants of each question."""
    return each_alone(questions, bank, one)


def each_alone(
    questions: Sequence[tuple[int, Kind]], bank: Bank, one: Callable[[int, Kind, Keys], Iterator[Flaw]]
) -> Iterator[Flaw]:
    """Judge each question by a worker that others have not worn out; one flaw for each is enough."""
    waiting = list(questions)
    while waiting:
        with Keys(bank) as keys:
            fresh = True
            while waiting and keys.session.over is None:
                flaws = list(one(*waiting[0], keys))
                if keys.session.over is None or fresh:  # else a new worker judges it: this one was worn out by others
                    yield from flaws
                    del waiting[0]
                fresh = False


def one(i: int, question: Number, keys: Keys) -> Iterator[Flaw]:
    """The first flaw of one question."""
    for seed in variants.variants(question):
        where = drawn_as(draw(question, seed))
        try:
            key = keys.key(question, seed)
        except NoKeyError as error:
            yield unkeyed(i, "answer", error, where)
            return
        told = given_away(question, seed, plain(key.value))
        if told is not None:
            yield Flaw(("questions", i, "hints", told), f"this hint contains the answer, {plain(key.value)}{where}")
            return
        clash = indistinct(question, key)
        if clash:
            place, what = clash
            yield Flaw(("questions", i, "wrong", place), what + where)
            return


def given_away(question: Number, seed: int, key: str) -> int | None:
    """The hint in which the key stands, unless the prompt has that number, too."""
    params = draw(question, seed)
    if key in NUMBER.findall(fill(question.prompt, params)):
        return None
    found = (j for j, hint in enumerate(question.hints) if key in NUMBER.findall(fill(hint, params)))
    return next(found, None)


def indistinct(question: Number, key: Key) -> tuple[int, str] | None:
    """A wrong value that the tolerance does not tell from the key or from an earlier one."""
    for j, wrong in enumerate(key.wrong):
        if near(wrong.value, key.value, question.tolerance) or near(key.value, wrong.value, question.tolerance):
            return wrong.index, f"this wrong value is {plain(wrong.value)}, and so is the key, within the tolerance"
        for other in key.wrong[:j]:
            if near(wrong.value, other.value, question.tolerance):
                return wrong.index, f"this wrong value is {plain(wrong.value)}, like the {ordinal(other.index)} one"
    return None


def ordinal(index: int) -> str:
    """first, second, third, 4th, ..."""
    return ("first", "second", "third")[index] if index < 3 else f"{index + 1}th"
