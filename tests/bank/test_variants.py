"""What a seed draws is the same for as long as attempts are kept, and every value has its chance."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl import variants
from quizdl.model.kinds.number import Number, Tolerance
from quizdl.model.question import Choice, Option

SEEDS = st.integers(0, variants.SEEDS - 1)


def number(**params):
    return Number(
        id="t/n", type="number", prompt="P", source="s", params=params, answer="a", tolerance=Tolerance(digits=3)
    )


def choice(*texts, keep_order=False):
    options = tuple(Option(text=text) for text in texts)
    return Choice(id="t/c", type="choice", prompt="P", source="s", choices=options, keep_order=keep_order)


ABC = number(a=(1, 2, 3), b=(4.0, 5.5), c=(7,))
LETTERS = choice("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (0, {"a": 2, "b": 4, "c": 7}),
        (1, {"a": 2, "b": 4, "c": 7}),
        (2, {"a": 3, "b": 5.5, "c": 7}),
        (2**31 - 1, {"a": 1, "b": 4, "c": 7}),
    ],
)
def test_a_seed_draws_these_values_for_ever(seed, expected):
    assert variants.draw(ABC, seed) == expected


@pytest.mark.parametrize(("seed", "expected"), [(0, "cadb"), (1, "adbc"), (2, "cdab"), (2**31 - 1, "dacb")])
def test_a_seed_gives_this_order_for_ever(seed, expected):
    assert "".join(option.text for option in variants.shuffled(LETTERS, seed)) == expected


def test_seeds_are_derived_like_this_for_ever():
    assert variants.derive(0, "t/n", 0) == 44750908
    assert variants.derive(1, "t/n", "naïve", 2.5, None) == 2112384418


def test_the_revision_does_not_depend_on_the_order_of_the_params():
    assert variants.revision(number(c=(7,), b=(4.0, 5.5), a=(1, 2, 3))) == variants.revision(ABC)
    assert re.fullmatch("[0-9a-f]{16}", variants.revision(ABC))


@pytest.mark.parametrize(
    "change", [{"prompt": "Q"}, {"params": {"a": (1, 2)}}, {"answer": "b"}, {"points": 5.0}, {"tolerance": Tolerance()}]
)
def test_the_revision_changes_with_the_content(change):
    assert variants.revision(replace(ABC, **change)) != variants.revision(ABC)


def test_whole_numbers_are_drawn_as_such_so_that_they_can_be_sizes():
    drawn = {str(variants.draw(ABC, seed)["b"]) for seed in range(50)}
    assert drawn == {"4", "5.5"}


def test_a_new_param_does_not_change_what_the_others_draw():
    more = number(z=(1, 2, 3), a=(1, 2, 3), b=(4.0, 5.5), c=(7,))
    for seed in range(50):
        assert {name: variants.draw(more, seed)[name] for name in "abc"} == variants.draw(ABC, seed)


def test_every_value_is_drawn_about_equally_often():
    drawn = Counter((found["a"], found["b"]) for found in (variants.draw(ABC, seed) for seed in range(6000)))
    assert len(drawn) == 6
    assert all(850 < count < 1150 for count in drawn.values())  # 1000 each, five standard deviations


def test_every_order_comes_about_equally_often():
    orders = Counter(tuple(option.text for option in variants.shuffled(LETTERS, seed)) for seed in range(12_000))
    assert len(orders) == 24
    assert all(390 < count < 610 for count in orders.values())  # 500 each, five standard deviations


@given(SEEDS)
def test_a_shuffle_loses_no_option(seed):
    assert sorted(option.text for option in variants.shuffled(LETTERS, seed)) == list("abcd")


@given(SEEDS)
def test_options_with_an_order_of_their_own_stay(seed):
    assert variants.shuffled(choice("b", "a", "c", keep_order=True), seed) == choice("b", "a", "c").choices


def test_an_option_more_leaves_the_order_of_the_others():
    more = choice("a", "b", "c", "d", "e")
    for seed in range(50):
        kept = [option.text for option in variants.shuffled(more, seed) if option.text != "e"]
        assert kept == [option.text for option in variants.shuffled(LETTERS, seed)]


@given(SEEDS, st.integers(0, 5), st.integers(0, 5))
def test_derived_seeds_are_seeds_and_differ(seed, a, b):
    first, second = variants.derive(seed, "t/q", a), variants.derive(seed, "t/q", b)
    assert 0 <= first < variants.SEEDS
    assert (first == second) == (a == b)


def test_the_variants_of_a_question_are_all_of_them_where_they_are_few():
    drawn = [tuple(variants.draw(ABC, seed).values()) for seed in variants.variants(ABC)]
    assert sorted(drawn) == [(a, b, 7) for a in (1, 2, 3) for b in (4, 5.5)]


def test_the_variants_of_a_question_are_a_sample_where_they_are_many():
    many = number(a=tuple(range(100)), b=tuple(range(100)))
    seeds = variants.variants(many)
    assert len({tuple(variants.draw(many, seed).values()) for seed in seeds}) == len(seeds) == 50
    assert len(variants.variants(many, most=5)) == 5


def test_a_value_listed_twice_counts_once():
    assert len(variants.variants(number(a=(1, 1, 1.0)))) == 1


def test_questions_without_params_have_one_variant():
    assert variants.variants(number()) == variants.variants(LETTERS) == [0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{a}} + {{ b }}", "3 + 0.1"),
        ("{{a}}{{a}}", "33"),
        ("{a} {{c}} {{}} {{a b}}", "{a} {{c}} {{}} {{a b}}"),
        ("$x_{{a}}$", "$x_3$"),
        ("", ""),
    ],
)
def test_placeholders_are_filled_and_nothing_else(text, expected):
    assert variants.fill(text, {"a": 3, "b": 0.1}) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, "3"),
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (1e-5, "1e-05"),
        (1e16, "1e+16"),
        (-0.5, "-0.5"),
        (1 / 3, "0.3333333333"),
    ],
)
def test_numbers_are_written_as_people_write_them(number, expected):
    assert variants.plain(number) == expected
