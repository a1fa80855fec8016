"""Grades choices: each option that was ticked wrongly, or left out wrongly, has its own feedback."""

from collections.abc import Collection

from quizdl.bank.bank import Bank
from quizdl.grading.known import why
from quizdl.model.question import Choice, Multi, Option
from quizdl.model.verdict import Status, Verdict


def grade(question: Choice | Multi, ticked: Collection[Option], bank: Bank) -> Verdict:
    """Judge the options that were ticked."""
    share = credit(question, ticked)
    wrong = [option for option in question.choices if option in ticked and not option.correct]
    missed = [option for option in question.choices if option.correct and option not in ticked]
    feedback = [why(option, bank) for option in wrong]
    if isinstance(question, Multi):
        feedback = [f"{quoted(option)} does not belong. {says}" for option, says in zip(wrong, feedback, strict=True)]
        feedback += [f"{quoted(option)} belongs, too. {why(option, bank)}".rstrip() for option in missed]
    return Verdict(
        status=Status.RIGHT if share == 1 else Status.WRONG,
        score=round(question.points * share, 2),
        max_score=question.points,
        feedback=tuple(feedback),
        diagnosis=tuple(option.misconception for option in wrong if option.misconception),
    )


def credit(question: Choice | Multi, ticked: Collection[Option]) -> float:
    """The share of the points, 0 to 1, by the question's rule."""
    right = sum(option.correct == (option in ticked) for option in question.choices)
    if isinstance(question, Choice) or question.credit == "all":
        return float(right == len(question.choices))
    if question.credit == "each":
        # An empty answer is no answer: otherwise leaving out everything would pay for each wrong option.
        return right / len(question.choices) if ticked else 0.0
    correct = sum(option.correct for option in question.choices)
    ticks = sum(1 if option.correct else -1 for option in ticked)
    return max(0.0, ticks / correct)


def quoted(option: Option) -> str:
    """An option inside a sentence."""
    return f"“{option.text.strip().rstrip('.')}”"
