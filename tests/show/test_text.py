"""Prose in the terminal: wrapped by what is visible, with the little Markdown that questions use."""

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


@pytest.mark.parametrize(("value", "shown"), [(10.0, "10"), (6.25, "6.25"), (3.5, "3.5"), (0.0, "0"), (100.0, "100")])
def test_points_have_no_tail_of_zeros(value, shown):
    assert text.number(value) == shown


def test_one_is_singular():
    assert [text.counted(n, "question") for n in (0, 1, 2)] == ["0 questions", "1 question", "2 questions"]
