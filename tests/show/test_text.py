"""Prose in the terminal: wrapped by what is visible, with the little Markdown that questions use."""

import subprocess
import sys

import click
import pytest

from quizdl.show import text


@pytest.fixture(autouse=True)
def forty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")


def plain(markdown, *arguments):
    return click.unstyle(text.prose(markdown, *arguments))


def test_paragraphs_are_wrapped_and_kept_apart():
    assert plain("one two three four five six seven eight nine ten\neleven\n\ntwelve") == (
        "one two three four five six seven eight\nnine ten eleven\n\ntwelve"
    )


def test_a_line_is_never_longer_than_the_terminal():
    words = "word `a code span` and **strong words** " * 10
    assert all(len(line) <= 40 for line in plain(words, "  ").splitlines())


def test_code_spans_and_equations_are_not_torn_apart():
    assert plain("This sentence fills the line up to `x = 1 + 1` and on") == (
        "This sentence fills the line up to\n`x = 1 + 1` and on"
    )
    assert plain("A minibatch of three examples with β = 0.5 and more") == (
        "A minibatch of three examples with\nβ = 0.5 and more"
    )


def test_code_and_strong_words_are_styled_and_code_keeps_its_backquotes():
    styled = text.prose("a `b` **c**")
    assert styled == f"a {click.style('`b`', fg='cyan')} {click.style('c', bold=True)}"


def test_stars_within_code_are_no_signs_of_strong_words():
    cyan = click.style("`2**-0.5 * x**2`", fg="cyan")
    assert text.prose("`2**-0.5 * x**2`") == cyan
    assert text.prose("**a** `b ** c` ** `d ** e`") == (
        f"{click.style('a', bold=True)} {click.style('`b ** c`', fg='cyan')} ** {click.style('`d ** e`', fg='cyan')}"
    )
    assert text.prose("**a `b**c`**") == click.style(f"a {click.style('`b**c`', fg='cyan')}", bold=True)


def test_items_of_a_list_hang_behind_their_sign():
    assert plain("- one two three four five six seven eight nine\n- ten") == (
        "- one two three four five six seven\n  eight nine\n- ten"
    )
    assert plain("1. one two three four five six seven eight nine") == (
        "1. one two three four five six seven\n   eight nine"
    )


def test_indented_lines_stay_as_they_are():
    assert plain("Look:\n\n    x = f(y)\n    return  x") == "Look:\n\n    x = f(y)\n    return  x"


def test_the_first_line_may_have_a_sign_of_its_own():
    assert plain("one two three four five six seven eight nine", "     ", "  a) ") == (
        "  a) one two three four five six seven\n     eight nine"
    )


@pytest.mark.parametrize(("columns", "width"), [("160", 100), ("80", 80), ("40", 40), ("5", 20)])
def test_the_width_is_that_of_the_terminal_within_reason(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert text.width() == width


def test_text_at_both_ends_takes_two_lines_where_it_does_not_fit():
    assert text.both_ends("left", "right") == "left" + " " * 31 + "right"
    assert text.both_ends("a very long title of a topic", "question 1 of 10") == (
        "a very long title of a topic\nquestion 1 of 10"
    )


def test_the_beginning_of_a_text_shows_params_by_name():
    assert text.one_line("What is\n{{a}} + {{ b }}?", 80) == "What is a + b?"
    assert text.one_line("abcdefghij", 5) == "abcd…"


def test_the_beginning_of_a_text_shows_formulas_and_no_signs_of_strong_words():
    assert text.one_line("Does $\\gamma$ or\n$$\\frac{{{a}}}{2}$$ **really\nand\ntruly** cost \\$5?", 80) == (
        "Does γ or a/2 really and truly cost $5?"
    )
    assert text.one_line(r"Raw: $\foo$, `a ** b ** c`, 2 ** 3", 80) == r"Raw: $\foo$, `a ** b ** c`, 2 ** 3"
    assert text.one_line(r"What is $\frac{a + b}{c}$?", 12) == "What is (a …"


def test_formulas_are_only_loaded_where_there_is_one():
    code = "import sys; from quizdl.show import text; text.one_line('**a**', 9); text.prose('a'); "
    code += "before = 'quizdl.tex' in sys.modules; text.one_line('$a$', 9); print(before, 'quizdl.tex' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False True\n"


@pytest.mark.parametrize(("value", "shown"), [(10.0, "10"), (6.25, "6.25"), (3.5, "3.5"), (0.0, "0"), (100.0, "100")])
def test_points_have_no_tail_of_zeros(value, shown):
    assert text.number(value) == shown


def test_one_is_singular():
    assert [text.counted(n, "question") for n in (0, 1, 2)] == ["0 questions", "1 question", "2 questions"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("only the *depthwise* part", "only the depthwise part"),
        ("*all* of it", "all of it"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a*b*c", "a*b*c"),
        ("`x *y* z`", "`x *y* z`"),
        ("**very** and *less*", "very and less"),
        ("* a star", "* a star"),
    ],
)
def test_a_word_between_single_stars_is_stressed_and_products_stay(written, shown):
    assert text.plain(text.styled(written)) == shown
