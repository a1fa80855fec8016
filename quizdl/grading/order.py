"""Grades an order of steps: right where each step comes after those that it needs, else by the longest right run."""

from collections.abc import Sequence

from quizdl.bank.bank import Bank
from quizdl.grading.known import names, quoted, why
from quizdl.model.kinds.order import Order, Step, needs
from quizdl.model.verdict import Status, Verdict


def longest_run(order: Sequence[int], before: Sequence[set[int]]) -> int:
    """How many steps stand in a row as they do in some right order."""
    count = len(order)
    runs = (order[i:j] for i in range(count) for j in range(i + 1, count + 1))
    return max(len(run) for run in runs if is_right(run, before))


def is_right(run: Sequence[int], before: Sequence[set[int]]) -> bool:
    """Whether some right order has exactly these steps in a row: in this order, and with none that belongs between."""
    if any(later in before[step] for i, step in enumerate(run) for later in run[i + 1 :]):
        return False
    others = set(range(len(before))) - set(run)
    return not any(before[other] & set(run) and any(other in before[step] for step in run) for other in others)


def grade(question: Order, order: Sequence[Step], bank: Bank) -> Verdict:
    """Judge the steps in the order in which they were put."""
    indices = [question.steps.index(step) for step in order]
    before, count = needs(question), len(order)
    run = longest_run(indices, before)
    if run == count:
        return Verdict(Status.RIGHT, question.points, question.points)
    place = {question.steps[i].name: at for at, i in enumerate(indices) if question.steps[i].name}
    known = [wrong for wrong in question.wrong if place[wrong.first] < place[wrong.then]]
    feedback = [why(wrong, bank) for wrong in known] or [nearest(question, indices, before)]
    if run > 1:
        feedback.append(f"{run} of {count} steps stand in a row as they should.")
    score = round(question.points * (run - 1) / (count - 1), 2)
    return Verdict(Status.WRONG, score, question.points, feedback=tuple(feedback), diagnosis=names(*known))


def nearest(question: Order, order: Sequence[int], before: Sequence[set[int]]) -> str:
    """The two steps that are swapped and stand nearest to one another, as a sentence."""
    swapped = [
        (j - i, i, j) for i in range(len(order)) for j in range(i + 1, len(order)) if order[j] in before[order[i]]
    ]
    _, i, j = min(swapped)
    first, then = question.steps[order[j]], question.steps[order[i]]
    return f"{quoted(first.text)} has to come before {quoted(then.text)}."
