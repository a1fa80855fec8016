"""Every variant of a predict question has a curve that says clearly where it goes."""

from collections.abc import Iterator, Sequence

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.grading.keys import Keys, NoKeyError
from quizdl.grading.predict import CurveKey, change
from quizdl.model.kinds.predict import Predict
from quizdl.prove.numbers import each_alone
from quizdl.prove.place import Flaw, drawn_as, unkeyed

MARGIN = 0.2
"""Share of `least` by which a change has to differ from it."""


def prove_curves(questions: Sequence[tuple[int, Predict]], bank: Bank) -> Iterator[Flaw]:
    """Go through the variants of each question."""
    return each_alone(questions, bank, one)


def one(i: int, question: Predict, keys: Keys) -> Iterator[Flaw]:
    """The first flaw of one question."""
    for seed in variants.variants(question):
        where = drawn_as(variants.draw(question, seed))
        try:
            key = keys.key(question, seed)
        except NoKeyError as error:
            yield unkeyed(i, "curve", error, where)
            return
        doubt = unclear(question, key)
        if doubt:
            yield Flaw(("questions", i, "curve"), doubt + where)
            return
        clash = indistinct(key)
        if clash:
            index, what = clash
            yield Flaw(("questions", i, "wrong", index), what + where)
            return


def unclear(question: Predict, key: CurveKey) -> str:
    """Why a curve has no single direction, or nothing."""
    share = change(key.values)
    if abs(abs(share) - question.least) < MARGIN * question.least:
        return (
            f"the curve changes by {100 * share:.3g} %, too near to `least`, {100 * question.least:g} %, to call it "
            "a change or none"
        )
    slack = question.least * max(abs(value) for value in key.values)
    low, high = sorted((key.values[0], key.values[-1]))
    if slack and (min(key.values) <= low - slack or max(key.values) >= high + slack):
        return (
            f"the curve turns: from {key.values[0]:.3g} to {key.values[-1]:.3g}, but between them it goes from "
            f"{min(key.values):.3g} to {max(key.values):.3g}; choose values of x between which it goes one way"
        )
    return ""


def indistinct(key: CurveKey) -> tuple[int, str] | None:
    """A wrong direction that is the key or an earlier one."""
    for j, wrong in enumerate(key.wrong):
        if wrong.value == key.value:
            return j, f"this wrong direction is {wrong.value}, and so is the key"
        if wrong.value in [other.value for other in key.wrong[:j]]:
            return j, f"this wrong direction is {wrong.value}, like an earlier one"
    return None
