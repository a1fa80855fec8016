"""When a question is asked again (FSRS-6, by the library), and which questions come next.

The clock is passed in. A rating is derived from the attempt, never asked: wrong is Again; right after a hint, or marked
as a guess, is Hard; right is Good.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.question import Question
from quizdl.model.topic import Heading

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

Asked = TypeVar("Asked", Heading, Question)
LONGEST_DAYS = 36500
"""Between two reviews, where no exam is near."""
AGAIN, HARD, GOOD = 1, 2, 3
"""FSRS's ratings."""


def rating(attempt: Attempt) -> int:
    """How well an attempt went."""
    if not attempt.right:
        return AGAIN
    return HARD if attempt.hints or attempt.confidence == "guess" else GOOD


def after(before: Memory | None, attempt: Attempt, longest: int = LONGEST_DAYS) -> Memory:
    """What is remembered after an attempt. longest: days until it is due, at most."""
    from fsrs import Rating

    at = attempt.at
    if before is not None and at < before.last:  # the clock was set back: time stands still, nothing is forgotten
        at = before.last
    card, _ = scheduler(longest).review_card(as_card(before, at), Rating(rating(attempt)), at)
    assert card.stability is not None and card.difficulty is not None  # noqa: S101, PT018  for the type checker
    return Memory(attempt.question, card.due, card.stability, card.difficulty, at)


def replayed(attempts: Iterable[Attempt]) -> Memory | None:
    """What is remembered after attempts at one question, oldest first."""
    memory: Memory | None = None
    for attempt in attempts:
        memory = after(memory, attempt)
    return memory


def retrievability(memory: Memory, now: datetime) -> float:
    """The chance to recall the answer now, 0 to 1."""
    return float(scheduler(LONGEST_DAYS).get_card_retrievability(as_card(memory, now), max(now, memory.last)))


def scheduler(longest: int) -> "Scheduler":
    """FSRS without steps of minutes: the session itself brings failures back."""
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=max(1, longest))


def as_card(memory: Memory | None, now: datetime) -> "Card":
    """A memory as the library has it."""
    from fsrs import Card, State

    if memory is None:
        return Card(card_id=1, due=now)  # without a number the library sleeps to make one
    return Card(
        card_id=1, state=State.Review, stability=memory.stability, difficulty=memory.difficulty, due=memory.due,
        last_review=memory.last,
    )  # fmt: skip


def order(questions: Sequence[Asked], memories: Mapping[str, Memory], now: datetime) -> list[Asked]:
    """Sort the questions of a session: what is due, longest overdue first; then new ones from easy to hard; then the
    others, by when they will be due."""
    new = [question for question in questions if question.id not in memories]
    known = sorted((q for q in questions if q.id in memories), key=lambda q: memories[q.id].due)
    due = [question for question in known if memories[question.id].due <= now]
    return due + sorted(new, key=lambda q: q.level) + [q for q in known if memories[q.id].due > now]


def interleaved(groups: Sequence[Sequence[Asked]]) -> list[Asked]:
    """One of each group in turn, so that neighbors are about different topics."""
    longest = max((len(group) for group in groups), default=0)
    return [group[i] for i in range(longest) for group in groups if i < len(group)]


def counts(ids: Iterable[str], memories: Mapping[str, Memory], now: datetime) -> tuple[int, int, int]:
    """How many of the questions are new, due, and not due yet."""
    new = due = later = 0
    for question in ids:
        if question not in memories:
            new += 1
        elif memories[question].due <= now:
            due += 1
        else:
            later += 1
    return new, due, later


def askable(questions: Iterable[Asked]) -> list[Asked]:
    """Those that a session asks: all but those that are answered with a file."""
    return [question for question in questions if question.type != "code"]


def unsolved_code(questions: Iterable[Asked], last: Mapping[str, Attempt]) -> list[str]:
    """Code questions whose last submission was not right, or that were never answered."""
    codes = [question.id for question in questions if question.type == "code"]
    return [question for question in codes if question not in last or not last[question].right]
