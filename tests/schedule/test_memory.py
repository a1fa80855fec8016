"""FSRS decides when a question comes again; the rating is derived from the attempt."""

from datetime import UTC, datetime, timedelta

import pytest

from quizdl.model.attempt import Attempt
from quizdl.schedule import AGAIN, GOOD, HARD, after, rating, replayed, retrievability

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def attempt(score=10.0, days=0.0, **fields):
    return Attempt(NOON + timedelta(days=days), "t/q", "r", 1, "a", score, 10.0, 1.0, **fields)


def days_until_due(memory):
    return (memory.due - memory.last).total_seconds() / 86400


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, GOOD),
        ({"score": 9.9}, AGAIN),
        ({"score": 0.0, "hints": 2}, AGAIN),
        ({"hints": 1}, HARD),
        ({"confidence": "guess"}, HARD),
        ({"confidence": "unsure"}, GOOD),
        ({"confidence": "sure"}, GOOD),
    ],
)
def test_the_rating_follows_from_the_attempt(fields, expected):
    assert rating(attempt(**fields)) == expected


def test_a_right_answer_is_not_asked_again_within_the_day():
    assert days_until_due(after(None, attempt())) >= 1


def test_a_wrong_one_comes_tomorrow_and_a_right_one_later_the_surer_the_later():
    wrong, hinted, right = (
        days_until_due(after(None, attempt(**fields))) for fields in ({"score": 0.0}, {"hints": 1}, {})
    )
    assert wrong == 1
    assert wrong <= hinted < right


def test_intervals_grow_with_every_right_answer_at_its_time():
    memory, intervals = None, []
    for _ in range(5):
        at = (memory.due - NOON).total_seconds() / 86400 if memory else 0
        memory = after(memory, attempt(days=at))
        intervals.append(days_until_due(memory))
    assert intervals == sorted(intervals)
    assert intervals[-1] > 10 * intervals[0]


def test_a_lapse_brings_a_question_back_tomorrow_and_makes_it_harder():
    known = replayed([attempt(), attempt(days=3), attempt(days=12)])
    lapsed = after(known, attempt(0.0, days=40))
    assert days_until_due(lapsed) < 0.5 * days_until_due(known)
    assert lapsed.difficulty > known.difficulty


def test_before_an_exam_nothing_is_due_later_than_it():
    known = replayed([attempt(), attempt(days=3), attempt(days=12)])
    assert days_until_due(after(known, attempt(days=40))) > 5
    assert days_until_due(after(known, attempt(days=40), longest=5)) == 5


def test_memories_are_those_of_all_attempts_in_their_order():
    attempts = [attempt(), attempt(0.0, days=2), attempt(days=3)]
    memory = None
    for one in attempts:
        memory = after(memory, one)
    assert replayed(attempts) == memory
    assert replayed([]) is None


def test_the_chance_to_recall_falls_from_one_through_nine_tenths_at_the_time_it_is_due():
    memory = replayed([attempt(), attempt(days=3)])
    assert retrievability(memory, memory.last) == pytest.approx(1)
    assert retrievability(memory, memory.due) == pytest.approx(0.9, abs=0.02)
    assert retrievability(memory, memory.due + timedelta(days=60)) < 0.8


def test_a_clock_that_was_set_back_loses_nothing():
    memory = replayed([attempt(days=10)])
    again = after(memory, attempt(days=4))
    assert again.last == memory.last
    assert again.due >= memory.last
    assert retrievability(memory, NOON) == pytest.approx(1)


def test_the_same_attempts_give_the_same_dates():
    assert {replayed([attempt(), attempt(days=3)]).due for _ in range(5)} == {
        replayed([attempt(), attempt(days=3)]).due
    }
