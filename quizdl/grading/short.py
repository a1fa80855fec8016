"""Grades a word or a few: case, spaces and hyphens do not count, nothing else is forgiven."""

from quizdl.bank.bank import Bank
from quizdl.grading.known import names, why
from quizdl.grading.numbers import UnreadableError
from quizdl.model.kinds.short import LONGEST, Short, bare
from quizdl.model.verdict import Status, Verdict


def read(text: str) -> str:
    """An answer as it is kept; UnreadableError where there is none."""
    if not bare(text):
        raise UnreadableError("write a word, or a few")
    if len(text) > LONGEST:
        raise UnreadableError(f"that are {len(text)} characters: write a word, or a few")
    return text.strip()


def grade(question: Short, text: str, bank: Bank) -> Verdict:
    """Judge an answer."""
    given = bare(text)
    if given in map(bare, question.answers):
        return Verdict(Status.RIGHT, question.points, question.points)
    known = [wrong for wrong in question.wrong if given in map(bare, wrong.texts)]
    feedback = tuple(why(wrong, bank) for wrong in known)
    return Verdict(Status.WRONG, 0.0, question.points, feedback=feedback, diagnosis=names(*known))
