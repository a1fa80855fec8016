"""Two weeks with a clock of our own: what is asked when, by FSRS."""

from datetime import UTC, datetime, timedelta

import pytest

from quizdl.model.question import Choice, Option
from quizdl.model.topic import Topic
from quizdl.model.verdict import Status, Verdict
from quizdl.practice import session
from quizdl.practice.answers import Answered
from quizdl.practice.session import Practice
from quizdl.store.attempts import Attempts

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Silent:
    """A screen on which nobody looks."""

    def __init__(self):
        self.shown = []

    def show(self, text):
        self.shown.append(text)

    def pause(self, prompt):
        return ""


def question(name, level=1):
    options = (Option(text="yes", correct=True), Option(text="no", says="It is not."))
    return Choice(id=f"t/{name}", level=level, prompt=f"{name}?", source="x", type="choice", choices=options)


@pytest.fixture
def learner(tmp_path, monkeypatch):
    """Runs sessions on given days; `wrong(name, day, turn)` says what goes wrong. The names asked, in order."""

    def run(names, days, wrong=lambda *_: False, most=10, only_due=False, exam=None):
        asked = {}
        topic = Topic("t", "T", (), tuple(question(name) for name in names), "t.yaml")
        for day in days:
            turns = []

            def answer(question, *_, day=day, turns=turns):
                name = question.id.partition("/")[2]
                turns.append(name)
                bad = wrong(name, day, turns.count(name))
                verdict = Verdict(Status.WRONG if bad else Status.RIGHT, 0.0 if bad else 10.0, 10.0)
                return Answered("no" if bad else "yes", verdict, "", "")

            monkeypatch.setattr(session, "ask", answer)
            with Attempts(tmp_path) as store:
                clock = lambda day=day: MONDAY + timedelta(days=day)  # noqa: E731  one line says it
                screen = Silent()
                Practice([topic], None, store, screen, clock, 1, False, exam, only_due).run(most)
            asked[day] = turns
        return asked

    return run


def test_on_days_on_which_nothing_is_due_a_review_asks_nothing(learner):
    learner(["a", "b"], [0])
    asked = learner(["a", "b"], range(1, 40), only_due=True)
    days = [day for day, names in asked.items() if names]
    gaps = [later - earlier for earlier, later in zip([0, *days], days, strict=False)]
    assert gaps == sorted(gaps)
    assert gaps[0] >= 2
    assert len(days) <= 4


def test_a_wrong_one_returns_in_the_session_and_then_tomorrow_while_right_ones_wait(learner):
    first = learner(["a", "b", "c", "d", "e"], [0], wrong=lambda name, _, turn: name == "b" and turn == 1)
    assert first[0] == ["a", "b", "c", "d", "e", "b"]
    asked = learner(["a", "b", "c", "d", "e"], [1], only_due=True)
    assert asked[1] == ["b"]


def test_what_is_due_comes_before_what_is_new(learner):
    learner(["old"], [0])
    assert learner(["new", "old"], [10])[10] == ["old", "new"]


def test_before_an_exam_everything_comes_again(learner, tmp_path):
    exam = MONDAY + timedelta(days=12)
    learner(["a", "b"], [0, 2, 8], only_due=False, exam=exam)
    with Attempts(tmp_path) as store:
        assert {memory.due for memory in store.memories().values()} == {exam}
    learner(["a", "b"], [12])
    with Attempts(tmp_path) as store:
        assert min(memory.due for memory in store.memories().values()) > MONDAY + timedelta(days=20)


def test_two_sessions_at_once_on_one_database_keep_both_their_answers(tmp_path):
    with Attempts(tmp_path) as one, Attempts(tmp_path) as other:
        from quizdl.model.attempt import Attempt

        for i, store in enumerate((one, other, one, other)):
            store.add(Attempt(MONDAY, f"t/{i}", "r", 1, "a", 10.0, 10.0, 1.0))
        assert len(one.all()) == len(other.all()) == 4


def test_attempts_of_an_earlier_quizdl_are_worked_through_once(tmp_path):
    from quizdl.model.attempt import Attempt
    from quizdl.practice.record import remembered
    from quizdl.schedule import replayed

    attempts = [Attempt(MONDAY + timedelta(days=day), "t/a", "r", 1, "a", 10.0, 10.0, 1.0) for day in (0, 3)]
    with Attempts(tmp_path) as store:
        for attempt in attempts:
            store.add(attempt)
        assert store.memories() == {}
        assert remembered(store) == {"t/a": replayed(attempts)}
        assert store.memories() == remembered(store)
        store.add(Attempt(MONDAY + timedelta(days=9), "t/a", "r", 1, "a", 0.0, 10.0, 1.0))  # as `submit` does
        assert remembered(store)["t/a"].last == MONDAY + timedelta(days=9)
