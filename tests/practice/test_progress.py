"""What attempts and memories say about how far a learner is, on days that the test chooses."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from quizdl.model.attempt import Attempt
from quizdl.model.kinds.number import Number, Tolerance
from quizdl.model.memory import Memory
from quizdl.model.progress import Tally
from quizdl.model.topic import Topic
from quizdl.practice.progress import Calendar, progress, streaks, taught

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
CALENDAR = Calendar(NOW, UTC)
NAMES = ("t/a", "t/b", "t/c")


def topic(*names, key="t"):
    questions = tuple(
        Number(type="number", id=name, prompt="?", source="s", answer=1, tolerance=Tolerance(exact=True))
        for name in names
    )
    return Topic(key, key.upper(), (), questions, f"{key}.yaml")


def attempt(question="t/a", right=True, days=0.0, **fields):
    at = NOW - timedelta(days=days)
    return Attempt(at, question, "r", 0, "1", 10.0 if right else 0.0, 10.0, 5.0, **fields)


def memory(question="t/a", due=0.0, stability=4.0, ago=4.0):
    return Memory(question, NOW + timedelta(days=due), stability, 5.0, NOW - timedelta(days=ago))


def found(attempts=(), memories=(), topics=None, calendar=CALENDAR, **fields):
    known = {memory.question: memory for memory in memories}
    return progress([topic(*NAMES)] if topics is None else topics, list(attempts), known, calendar, **fields)


def test_seen_and_due_count_the_questions_that_the_bank_has():
    memories = [memory("t/a", due=-1), memory("t/b", due=1), memory("t/gone", due=-1)]
    row = found([attempt("t/a"), attempt("t/b"), attempt("t/gone")], memories).topics[0]
    assert (row.questions, row.seen, row.due) == (3, 2, 1)


def test_after_as_many_days_as_the_stability_nine_in_ten_are_remembered():
    row = found(memories=[memory("t/a", stability=4, ago=4), memory("t/b", stability=9, ago=9)]).topics[0]
    assert row.retrievability == pytest.approx(0.9)


def test_what_is_remembered_of_a_topic_is_the_mean_over_its_questions_seen():
    result = found(memories=[memory("t/a", stability=4, ago=4), memory("t/b", ago=0)])
    assert result.topics[0].retrievability == pytest.approx(0.95)
    assert sorted(result.recall) == pytest.approx([0.9, 1.0])
    assert found().topics[0].retrievability is None


def test_accuracy_is_told_for_the_last_answer_to_each_question_and_for_all_answers():
    row = found([attempt("t/a", right=False, days=2), attempt("t/b", days=1), attempt("t/a")]).topics[0]
    assert row.last == Tally(2, 2)
    assert row.ever == Tally(2, 3)


def test_a_week_is_seven_days_and_the_last_one_ends_today():
    row = found([attempt(days=56), attempt(days=55), attempt(days=7, right=False), attempt(days=6)]).topics[0]
    assert row.weeks == (Tally(1, 1), *[Tally()] * 5, Tally(0, 1), Tally(1, 1))


def test_every_day_of_the_last_sixty_has_its_answers():
    days = found([attempt(days=60), attempt(days=59), attempt(right=False), attempt()]).days
    assert days == (Tally(1, 1), *[Tally()] * 58, Tally(1, 2))


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        ([], (0, 0)),
        ([0], (1, 1)),
        ([0, 0, 1, 2], (3, 3)),
        ([1, 2], (2, 2)),  # today there is still time
        ([2, 3, 4], (0, 3)),
        ([0, 2, 3, 4], (1, 3)),
    ],
)
def test_a_streak_ends_today_or_yesterday_and_a_missed_day_breaks_it(ago, expected):
    assert streaks([TODAY - timedelta(days=days) for days in ago], TODAY) == expected


def test_a_topic_has_a_streak_of_its_own():
    topics = [topic("t/a"), topic("u/a", key="u")]
    result = found([attempt("t/a", days=1), attempt("u/a")], topics=topics)
    assert [row.streak for row in result.topics] == [1, 1]
    assert (result.streak, result.longest) == (2, 2)


def test_a_day_is_one_of_the_learners_calendar():
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    east = Calendar(NOW, timezone(timedelta(hours=2)))
    assert (east.day(late), CALENDAR.day(late)) == (date(2026, 11, 22), date(2026, 11, 21))
    assert Calendar(datetime(2026, 11, 22, 1, tzinfo=UTC), timezone(timedelta(hours=-5))).today == date(2026, 11, 21)
    assert east.ahead(datetime(2026, 11, 22, 22, 30, tzinfo=UTC)) == 1


def test_an_answer_from_before_the_clock_was_set_back_counts_as_one_of_today():
    result = found([attempt(days=-3), attempt(days=1)])
    assert (result.streak, result.days[-1], result.topics[0].weeks[-1]) == (2, Tally(1, 1), Tally(2, 2))


def test_the_forecast_has_what_is_overdue_today_and_ends_after_thirty_days():
    dues = {"t/a": -9.0, "t/b": 0.2, "t/c": 29.0, "t/d": 30.0}
    memories = [memory(name, due=due) for name, due in dues.items()]
    assert found(memories=memories, topics=[topic(*dues)]).forecast == (2, *[0] * 28, 1)


def test_a_misconception_catches_from_the_answer_that_holds_it_to_a_right_one():
    wrong = attempt(right=False, days=3, diagnosis=("l/m",))
    (trap,) = found([wrong, attempt(right=False, days=2, diagnosis=("l/m",))]).traps
    assert (trap.id, trap.times, trap.last, trap.questions) == ("l/m", 2, date(2026, 11, 20), ("t/a",))
    assert found([wrong, attempt(days=1)]).traps == ()


def test_a_right_answer_settles_only_what_was_named_at_the_same_question():
    attempts = [attempt(name, right=False, days=3, diagnosis=("l/m",)) for name in ("t/a", "t/b")]
    (trap,) = found([*attempts, attempt("t/a", days=1)]).traps
    assert (trap.times, trap.questions) == (1, ("t/b",))


def test_a_misconception_in_an_answer_with_full_marks_is_a_convention_and_catches_nobody():
    assert found([attempt(diagnosis=("l/convention",))]).traps == ()


def test_a_misconception_that_was_not_named_for_thirty_days_catches_no_more():
    assert found([attempt(right=False, days=30, diagnosis=("l/m",))]).traps == ()
    assert len(found([attempt(right=False, days=29, diagnosis=("l/m",))]).traps) == 1


def test_the_misconceptions_that_catch_most_come_first_then_the_latest():
    attempts = [
        attempt("t/a", right=False, days=5, diagnosis=("l/early",)),
        attempt("t/b", right=False, days=1, diagnosis=("l/late",)),
        *[attempt("t/c", right=False, days=9, diagnosis=("l/often",)) for _ in range(2)],
    ]
    assert [trap.id for trap in found(attempts).traps] == ["l/often", "l/late", "l/early"]


def test_a_misconception_carries_what_it_teaches_and_one_that_is_gone_its_name_alone():
    class Lessons:
        def misconception(self, name):
            return {"l/m": type("Mistake", (), {"teaches": "Divide by N."})}[name]

    attempts = [attempt(right=False, diagnosis=("l/m", "l/gone"))]
    traps = taught(found(attempts), Lessons()).traps
    assert {trap.id: trap.teaches for trap in traps} == {"l/m": "Divide by N.", "l/gone": ""}


def test_confidence_is_counted_where_it_was_given():
    said = ("sure", "sure", "guess", "")
    result = found([attempt(right=i > 0, confidence=name) for i, name in enumerate(said)])
    assert result.confidence == {"sure": Tally(1, 2), "guess": Tally(1, 1)}


def test_questions_that_the_bank_lost_keep_their_days_and_are_counted():
    lost = attempt("t/lost", right=False, diagnosis=("l/m",))
    result = found([attempt("t/lost"), lost, attempt("old/x")], [memory("t/lost", due=-1)])
    assert (result.gone_questions, result.gone_answers) == (2, 3)
    assert (result.days[-1], result.topics[0].ever, result.topics[0].last) == (Tally(2, 3), Tally(1, 2), Tally())
    assert (result.topics[0].due, result.traps, sum(result.forecast)) == (0, (), 0)


def test_a_topic_whose_file_has_a_flaw_is_not_called_gone():
    assert found([attempt("flawed/x")], unreadable=["flawed"]).gone_questions == 0
