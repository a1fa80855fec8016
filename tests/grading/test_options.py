"""Choices are credited by the question's rule, and every option that was judged wrongly says why."""

import itertools
from types import SimpleNamespace

import pytest

from quizdl.grading.options import credit, grade
from quizdl.model.layer import Misconception
from quizdl.model.question import Choice, Multi, Option
from quizdl.model.verdict import Status

BANK = SimpleNamespace(misconception=lambda name: Misconception(name, "says", f"Taught by {name}."))
RIGHT, ALSO_RIGHT = Option(text="It is so.", correct=True, says="Algorithm 1."), Option(text="Also so", correct=True)
NAMED = Option(text="It is not so.", misconception="layer/mistake")
SAID = Option(text="Nor so", says="Nothing says so.")
BOTH = Option(text="Neither", misconception="layer/other", says="Its own words.")
ALL = (RIGHT, ALSO_RIGHT, NAMED, SAID)


def choice(*options):
    return Choice(id="t/q", type="choice", prompt="?", source="derivation", choices=options, points=10.0)


def multi(rule, *options):
    return Multi(
        id="t/q", type="multi", prompt="?", source="derivation", choices=options or ALL, points=10.0, credit=rule
    )


@pytest.mark.parametrize(
    ("ticked", "all_", "each", "net"),
    [
        ([RIGHT, ALSO_RIGHT], 1, 1, 1),
        ([RIGHT], 0, 3 / 4, 1 / 2),
        ([RIGHT, ALSO_RIGHT, NAMED], 0, 3 / 4, 1 / 2),
        ([RIGHT, NAMED], 0, 1 / 2, 0),
        ([NAMED], 0, 1 / 4, 0),
        ([NAMED, SAID], 0, 0, 0),
        (list(ALL), 0, 1 / 2, 0),
        ([], 0, 0, 0),
    ],
    ids=["right", "half", "one-more", "one-and-one", "wrong", "all-wrong", "everything", "nothing"],
)
def test_each_rule_gives_its_credit(ticked, all_, each, net):
    assert [credit(multi(rule), ticked) for rule in ("all", "each", "net")] == [all_, each, net]


@pytest.mark.parametrize("rule", ["all", "each", "net"])
def test_no_answer_but_the_right_one_earns_everything_and_none_less_than_nothing(rule):
    for size in range(5):
        for ticked in itertools.combinations(ALL, size):
            share = credit(multi(rule), ticked)
            assert 0 <= share <= 1
            assert (share == 1) == (set(ticked) == {RIGHT, ALSO_RIGHT})


def test_a_choice_is_right_or_wrong():
    question = choice(RIGHT, NAMED, SAID)
    assert [credit(question, [option]) for option in (RIGHT, NAMED, SAID)] == [1, 0, 0]


def test_a_right_choice_has_no_feedback():
    verdict = grade(choice(RIGHT, NAMED), [RIGHT], BANK)
    assert (verdict.status, verdict.score, verdict.max_score) == (Status.RIGHT, 10, 10)
    assert (verdict.feedback, verdict.diagnosis) == ((), ())


def test_a_wrong_choice_is_told_what_its_misconception_teaches():
    verdict = grade(choice(RIGHT, NAMED), [NAMED], BANK)
    assert (verdict.status, verdict.score) == (Status.WRONG, 0)
    assert (verdict.feedback, verdict.diagnosis) == (("Taught by layer/mistake.",), ("layer/mistake",))


def test_the_words_of_an_option_count_more_than_those_of_its_misconception():
    verdict = grade(choice(RIGHT, BOTH), [BOTH], BANK)
    assert (verdict.feedback, verdict.diagnosis) == (("Its own words.",), ("layer/other",))


def test_every_option_that_was_judged_wrongly_is_named_with_its_reason():
    verdict = grade(multi("each"), [RIGHT, NAMED, SAID], BANK)
    assert (verdict.status, verdict.score) == (Status.WRONG, 2.5)
    assert verdict.feedback == (
        "“It is not so” does not belong. Taught by layer/mistake.",
        "“Nor so” does not belong. Nothing says so.",
        "“Also so” belongs, too.",
    )
    assert verdict.diagnosis == ("layer/mistake",)


def test_a_right_option_that_is_missing_says_why_it_belongs():
    verdict = grade(multi("all"), [ALSO_RIGHT], BANK)
    assert verdict.feedback == ("“It is so” belongs, too. Algorithm 1.",)


def test_points_are_rounded_to_cents():
    assert grade(multi("each", RIGHT, NAMED, SAID), [RIGHT, NAMED], BANK).score == 6.67
