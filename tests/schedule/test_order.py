"""What comes next depends on the last attempts only."""

from datetime import UTC, datetime, timedelta

from quizdl.model.attempt import Attempt
from quizdl.model.question import Code, Number, Tolerance
from quizdl.schedule import counts, order, unsolved_code

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def question(name, level=1):
    return Number(
        id=name, level=level, prompt="?", source="x", type="number", answer=1, tolerance=Tolerance(exact=True)
    )


def code(name):
    return Code(id=name, prompt="?", source="x", type="code", functions=("f_forward",), cases=())


def attempt(name, score, hours=0):
    return Attempt(NOON + timedelta(hours=hours), name, "r", 1, "a", score, 10.0, 1.0)


def names(questions):
    return [question.id for question in questions]


def test_wrong_ones_come_first_then_new_ones_by_level_then_right_ones():
    questions = [question("right"), question("hard", 3), question("easy", 1), question("wrong")]
    last = {"right": attempt("right", 10.0), "wrong": attempt("wrong", 9.99)}
    assert names(order(questions, last)) == ["wrong", "easy", "hard", "right"]


def test_new_ones_of_one_level_keep_the_order_of_the_file():
    assert names(order([question("b"), question("a"), question("c")], {})) == ["b", "a", "c"]


def test_what_was_answered_longest_ago_comes_first_among_its_kind():
    questions = [question(name) for name in "abcd"]
    last = {"a": attempt("a", 0, 2), "b": attempt("b", 0, 1), "c": attempt("c", 10, 4), "d": attempt("d", 10, 3)}
    assert names(order(questions, last)) == ["b", "a", "d", "c"]


def test_counts_are_new_wrong_right():
    last = {"a": attempt("a", 0), "b": attempt("b", 10), "gone": attempt("gone", 10)}
    assert counts(["a", "b", "c", "d"], last) == (2, 1, 1)


def test_code_is_unsolved_until_its_last_submission_is_right():
    questions = [code("new"), code("wrong"), code("right"), question("number")]
    last = {"wrong": attempt("wrong", 3), "right": attempt("right", 10)}
    assert unsolved_code(questions, last) == ["new", "wrong"]
