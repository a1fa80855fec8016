"""An order is right where each step comes after those that it needs; else its longest right run earns points."""

import itertools
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.grading.order import grade, longest_run
from quizdl.model.kinds.order import Order, Step, WrongOrder, needs
from quizdl.model.layer import Misconception
from quizdl.model.verdict import Status

BANK = SimpleNamespace(misconception=lambda name: Misconception(name, "says", f"Taught by {name}."))


def order(wrong=(), points=8.0, **after):
    """Steps by name, each with what it comes after."""
    steps = tuple(Step(text=f"Do {name}.", name=name, after=tuple(needed)) for name, needed in after.items())
    return Order(id="t/q", type="order", prompt="?", source="derivation", steps=steps, wrong=wrong, points=points)


def judge(question, names):
    steps = {step.name: step for step in question.steps}
    return grade(question, [steps[name] for name in names], BANK)


def right_orders(question):
    before = needs(question)
    return {
        found
        for found in itertools.permutations(range(len(before)))
        if all(not before[step] & set(found[i:]) for i, step in enumerate(found))
    }


STRICT = order(a="", b="", c="", d="", e="")
DIAMOND = order(a="", b="a", c="a", d="bc", e="")


@pytest.mark.parametrize(
    ("names", "score"),
    [("abcde", 8), ("bcdea", 6), ("abced", 4), ("acdeb", 4), ("badce", 0), ("edcba", 0), ("abdec", 2), ("cdabe", 2)],
)
def test_the_longest_run_of_a_strict_order_earns_its_share(names, score):
    verdict = judge(STRICT, names)
    assert (verdict.score, verdict.max_score) == (score, 8)
    assert verdict.status is (Status.RIGHT if score == 8 else Status.WRONG)


def test_every_order_that_keeps_the_dependencies_is_right_and_no_other():
    rights = right_orders(DIAMOND)
    assert len(rights) == 10
    for found in itertools.permutations(range(5)):
        verdict = grade(DIAMOND, [DIAMOND.steps[i] for i in found], BANK)
        assert (verdict.status is Status.RIGHT) == (found in rights) == (verdict.score == 8)


ORDERS = st.lists(st.sets(st.integers(0, 3), max_size=3), min_size=5, max_size=5)


@given(ORDERS, st.permutations(range(5)))
def test_a_run_stands_in_a_row_in_some_right_order(after, answer):
    question = order(**{"abcde"[i]: ["abcde"[j] for j in needed if j < i] for i, needed in enumerate(after)})
    rights = right_orders(question)
    runs = [answer[i:j] for i in range(5) for j in range(i + 1, 6)]
    rows = {found[i:j] for found in rights for i in range(5) for j in range(i + 1, 6)}
    assert longest_run(answer, needs(question)) == max(len(run) for run in runs if tuple(run) in rows)


def test_what_is_needed_by_what_is_needed_is_needed():
    assert needs(DIAMOND) == [set(), {0}, {0}, {0, 1, 2}, set()]
    assert needs(STRICT) == [set(), {0}, {0, 1}, {0, 1, 2}, {0, 1, 2, 3}]


def test_the_nearest_two_steps_that_are_swapped_are_named_and_the_run_is_counted():
    assert judge(DIAMOND, "eabdc").feedback == (
        "“Do c” has to come before “Do d”.",
        "3 of 5 steps stand in a row as they should.",
    )
    assert judge(STRICT, "edcba").feedback == ("“Do d” has to come before “Do e”.",)


def test_a_known_wrong_order_of_two_steps_is_told_instead():
    wrong = (
        WrongOrder(first="d", then="a", says="No a, no d."),
        WrongOrder(first="b", then="a", misconception="layer/mistake"),
        WrongOrder(first="c", then="a", misconception="layer/other", says="Its own words."),
    )
    question = order(wrong, a="", b="a", c="a", d="bc", e="")
    verdict = judge(question, "dbaec")
    assert verdict.feedback[:2] == ("No a, no d.", "Taught by layer/mistake.")
    assert verdict.diagnosis == ("layer/mistake",)
    assert judge(question, "cabde").diagnosis == ("layer/other",)
    assert judge(question, "cabde").feedback[0] == "Its own words."


def test_a_right_order_has_no_feedback():
    assert judge(DIAMOND, "eacbd").feedback == ()
