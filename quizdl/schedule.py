"""Which questions come next: those that went wrong, then new ones from easy to hard, then the others by age."""

from collections.abc import Iterable, Mapping, Sequence

from quizdl.model.attempt import Attempt
from quizdl.model.question import Code, Question


def order(questions: Sequence[Question], last: Mapping[str, Attempt]) -> list[Question]:
    """Sort the questions of a session. `last` holds the last attempt at each question that was ever answered."""
    wrong = [q for q in questions if q.id in last and not last[q.id].right]
    new = [q for q in questions if q.id not in last]
    right = [q for q in questions if q.id in last and last[q.id].right]

    def by_age(question: Question) -> float:
        return last[question.id].at.timestamp()

    return sorted(wrong, key=by_age) + sorted(new, key=lambda q: q.level) + sorted(right, key=by_age)


def counts(ids: Iterable[str], last: Mapping[str, Attempt]) -> tuple[int, int, int]:
    """How many of the questions are new, went wrong at the last attempt, went right at the last attempt."""
    new = wrong = right = 0
    for question in ids:
        if question not in last:
            new += 1
        elif last[question].right:
            right += 1
        else:
            wrong += 1
    return new, wrong, right


def unsolved_code(questions: Iterable[Question], last: Mapping[str, Attempt]) -> list[str]:
    """Code questions whose last submission was not right, or that were never answered."""
    codes = [question.id for question in questions if isinstance(question, Code)]
    return [question for question in codes if question not in last or not last[question].right]
