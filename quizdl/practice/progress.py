"""What attempts and memories say about how far a learner is; the clock and the calendar are passed in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from quizdl.bank.bank import Bank
from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.model.memory import Memory
from quizdl.model.progress import Progress, Tally, TopicProgress, Trap
from quizdl.model.topic import Topic
from quizdl.schedule import askable, counts, retrievability

WEEKS = 8
DAYS = 60
FORECAST_DAYS = 30
RECENT_DAYS = 30
"""A misconception that was not named for so long does not catch any more."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The learner's days: the date of a moment depends on where one is."""

    now: datetime
    zone: tzinfo | None = None
    """None: that of the computer, with its summer time."""

    @property
    def today(self) -> date:
        """The date now."""
        return self.now.astimezone(self.zone).date()

    def day(self, at: datetime) -> date:
        """The date of an answer. One from the future was given before the clock was set back: it counts as today's."""
        return min(at.astimezone(self.zone).date(), self.today)

    def ago(self, at: datetime) -> int:
        """Days since then."""
        return (self.today - self.day(at)).days

    def ahead(self, at: datetime) -> int:
        """Days until then; 0 for what is over."""
        return max(0, (at.astimezone(self.zone).date() - self.today).days)


def progress(
    topics: Sequence[Topic], attempts: Sequence[Attempt], memories: Mapping[str, Memory], calendar: Calendar,
    unreadable: Iterable[str] = (),
) -> Progress:  # fmt: skip
    """The numbers of some topics.

    attempts: oldest first, all that are to count. unreadable: topics whose file has flaws, so that nobody can say
    whether their questions exist.
    """
    here = {question.id for topic in topics for question in topic.questions}
    asked = [question.id for topic in topics for question in askable(topic.questions)]
    known = {name: memory for name, memory in memories.items() if name in here}
    skipped = set(unreadable)
    gone = [a for a in attempts if a.question not in here and topic_of(a) not in skipped]
    streak, longest = streaks((calendar.day(a.at) for a in attempts), calendar.today)
    return Progress(
        today=calendar.today,
        topics=tuple(one(topic, attempts, known, calendar) for topic in topics),
        streak=streak,
        longest=longest,
        days=tallies(attempts, calendar, 1, DAYS),
        recall=tuple(retrievability(memory, calendar.now) for memory in known.values()),
        forecast=forecast([known[name] for name in asked if name in known], calendar),
        traps=traps([a for a in attempts if a.question in here], calendar),
        confidence=by_confidence(attempts),
        gone_questions=len({attempt.question for attempt in gone}),
        gone_answers=len(gone),
    )


def topic_of(attempt: Attempt) -> str:
    """The topic that a question belongs, or belonged, to."""
    return attempt.question.partition("/")[0]


def one(topic: Topic, attempts: Sequence[Attempt], memories: Mapping[str, Memory], calendar: Calendar) -> TopicProgress:
    """The numbers of one topic."""
    own = [attempt for attempt in attempts if topic_of(attempt) == topic.id]
    ids = [question.id for question in topic.questions]
    last = {attempt.question: attempt for attempt in own}
    recall = [retrievability(memories[name], calendar.now) for name in ids if name in memories]
    return TopicProgress(
        id=topic.id,
        title=topic.title,
        questions=len(ids),
        seen=sum(name in last for name in ids),
        due=counts([question.id for question in askable(topic.questions)], memories, calendar.now)[1],
        retrievability=sum(recall) / len(recall) if recall else None,
        last=tally(last[name] for name in ids if name in last),
        ever=tally(own),
        weeks=tallies(own, calendar, 7, WEEKS),
        streak=streaks((calendar.day(attempt.at) for attempt in own), calendar.today)[0],
    )


def tally(attempts: Iterable[Attempt]) -> Tally:
    """How many there are, and how many are right."""
    right = [attempt.right for attempt in attempts]
    return Tally(sum(right), len(right))


def tallies(attempts: Iterable[Attempt], calendar: Calendar, days: int, most: int) -> tuple[Tally, ...]:
    """The same for each of the last `most` spans of some days, oldest first."""
    found = [Tally()] * most
    for attempt in attempts:
        span = calendar.ago(attempt.at) // days
        if span < most:
            found[-1 - span] = found[-1 - span].plus(attempt.right)
    return tuple(found)


def streaks(days: Iterable[date], today: date) -> tuple[int, int]:
    """Days in a row that end today, or yesterday while there is still time; and the longest such run ever."""
    run = longest = 0
    before: date | None = None
    for day in sorted(set(days)):
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest = max(longest, run)
        before = day
    alive = before is not None and today - before <= timedelta(days=1)
    return (run if alive else 0), longest


def forecast(memories: Iterable[Memory], calendar: Calendar) -> tuple[int, ...]:
    """How many questions will be due on each of the next days."""
    found = [0] * FORECAST_DAYS
    for memory in memories:
        ahead = calendar.ahead(memory.due)
        if ahead < FORECAST_DAYS:
            found[ahead] += 1
    return tuple(found)


def traps(attempts: Iterable[Attempt], calendar: Calendar) -> tuple[Trap, ...]:
    """The misconceptions that still catch the learner, the most frequent first.

    A right answer to a question settles what was named there before; what was named at another question stays.
    """
    named: dict[tuple[str, str], list[date]] = defaultdict(list)
    for attempt in attempts:
        if attempt.right:
            named = defaultdict(list, {key: days for key, days in named.items() if key[1] != attempt.question})
            continue
        for mistake in set(attempt.diagnosis):
            named[mistake, attempt.question].append(calendar.day(attempt.at))
    recent = {key: days for key, days in named.items() if (calendar.today - max(days)).days < RECENT_DAYS}
    found = []
    for mistake in sorted({mistake for mistake, _ in recent}):
        where = {question: days for (name, question), days in recent.items() if name == mistake}
        days = [day for each in where.values() for day in each]
        found.append(Trap(mistake, len(days), max(days), tuple(where)))
    return tuple(sorted(found, key=lambda trap: (-trap.times, -trap.last.toordinal())))


def by_confidence(attempts: Iterable[Attempt]) -> dict[str, Tally]:
    """How it went, by what was said before the verdict."""
    found: dict[str, Tally] = {}
    for attempt in attempts:
        if attempt.confidence:
            found[attempt.confidence] = found.get(attempt.confidence, Tally()).plus(attempt.right)
    return found


def taught(found: Progress, bank: Bank) -> Progress:
    """With what the misconceptions teach; one that the bank does not have any more keeps its name."""
    return replace(found, traps=tuple(replace(trap, teaches=lesson(trap.id, bank)) for trap in found.traps))


def lesson(mistake: str, bank: Bank) -> str:
    """What is true instead of a misconception."""
    try:
        return bank.misconception(mistake).teaches
    except (KeyError, QuizdlError):
        return ""
