"""Every variant of a shape question has a key, and every wrong shape differs from it and from the others."""

from collections.abc import Iterator, Sequence

from quizdl import variants
from quizdl.bank.bank import Bank
from quizdl.grading.keys import Keys, NoKeyError
from quizdl.grading.shape import ShapeKey
from quizdl.model.kinds.shape import Shape
from quizdl.prove.numbers import each_alone, ordinal
from quizdl.prove.place import Flaw, drawn_as, unkeyed


def prove_shapes(questions: Sequence[tuple[int, Shape]], bank: Bank) -> Iterator[Flaw]:
    """Go through the variants of each question."""
    return each_alone(questions, bank, one)


def one(i: int, question: Shape, keys: Keys) -> Iterator[Flaw]:
    """The first flaw of one question."""
    for seed in variants.variants(question):
        drawn = variants.draw(question, seed)
        where = drawn_as(drawn)
        try:
            key = keys.key(question, seed)
        except NoKeyError as error:
            yield unkeyed(i, "answer", error, where)
            return
        for j, hint in enumerate(question.hints):
            if squeezed(key.shown) in squeezed(variants.fill(hint, drawn)):
                yield Flaw(("questions", i, "hints", j), f"this hint contains the answer, {key.shown}{where}")
                return
        clash = indistinct(key)
        if clash:
            index, what = clash
            yield Flaw(("questions", i, "wrong", index), what + where)
            return


def squeezed(text: str) -> str:
    """A text without spaces."""
    return "".join(text.split())


def indistinct(key: ShapeKey) -> tuple[int, str] | None:
    """A wrong shape that is the key or an earlier one."""
    for j, wrong in enumerate(key.wrong):
        if wrong.value == key.value:
            return j, f"this wrong shape is {key.shown}, and so is the key"
        for k, other in enumerate(key.wrong[:j]):
            if wrong.value == other.value:
                return j, f"this wrong shape is the {ordinal(k)} one again"
    return None
