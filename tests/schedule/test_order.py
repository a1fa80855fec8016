"""What comes next depends on what is due, and on nothing else."""

from datetime import UTC, datetime, timedelta

from quizdl.model.attempt import Attempt
from quizdl.model.kinds.code import Code
from quizdl.model.kinds.number import Number, Tolerance
from quizdl.model.memory import Memory
from quizdl.schedule import counts, interleaved, order, unsolved_code

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


def memory(name, hours):
    return Memory(name, NOON + timedelta(hours=hours), 2.0, 5.0, NOON - timedelta(days=3))


def remembered(**due):
    return {name: memory(name, hours) for name, hours in due.items()}


def test_what_is_due_comes_first_then_new_ones_by_level_then_the_rest_by_when_it_is_due():
    questions = [question(name) for name in ("later", "soon", "due", "overdue")] + [
        question("hard", 3),
        question("easy"),
    ]
    memories = remembered(later=90, soon=1, due=-1, overdue=-50)
    assert names(order(questions, memories, NOON)) == ["overdue", "due", "easy", "hard", "soon", "later"]


def test_new_ones_of_one_level_keep_the_order_of_the_file():
    assert names(order([question("b"), question("a"), question("c")], {}, NOON)) == ["b", "a", "c"]


def test_what_is_due_this_very_moment_is_due():
    assert counts(["now", "next"], remembered(now=0, next=0.001), NOON) == (0, 1, 1)


def test_counts_are_new_due_later():
    assert counts(["a", "b", "c", "d"], remembered(a=-1, b=5, gone=-1), NOON) == (2, 1, 1)


def test_topics_take_turns_and_none_is_left_out():
    groups = [[question("a1"), question("a2"), question("a3")], [], [question("b1")]]
    assert names(interleaved(groups)) == ["a1", "b1", "a2", "a3"]
    assert interleaved([]) == []


def test_code_is_unsolved_until_its_last_submission_is_right():
    questions = [code("new"), code("wrong"), code("right"), question("number")]
    last = {"wrong": attempt("wrong", 3), "right": attempt("right", 10)}
    assert unsolved_code(questions, last) == ["new", "wrong"]
