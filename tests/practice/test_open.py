"""An open answer is judged point by point, twice, and what was written is never lost."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.store.attempts import Attempts

BANK = """\
topic: words
title: Words
questions:
  - id: why
    type: open
    prompt: Why?
    rubric:
      - {point: It is fast., weight: 3}
      - {point: It is small.}
    model_answer: It is fast and small.
    explanation: Both matter.
    source: derivation
  - id: sum
    type: number
    level: 2
    prompt: What is 1 + 1?
    answer: 2
    tolerance: {exact: true}
    source: derivation
"""
WRITTEN = "It is fast.\n\n"


@pytest.fixture
def answer(tmp_path: Path):
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "words.yaml").write_text(BANK)

    def run(text, **options):
        arguments = ["practice", "words", "--bank", str(tmp_path / "bank")]
        return CliRunner().invoke(main, arguments, input=text, **options).output

    return run


def kept(home):
    with Attempts(home) as store:
        return [(json.loads(attempt.answer), attempt.score) for attempt in store.all()]


def test_each_point_stands_beside_what_was_written(answer):
    output = answer(WRITTEN + "y\nn\n\n")
    assert "Your answer:\n\n  | It is fast.\n\nPoint 1 of 2: It is fast.\n" in output
    assert "Your answer:\n\n  | It is fast.\n\nPoint 2 of 2: It is small.\n" in output


def test_the_model_answer_comes_after_the_last_tick(answer):
    assert "model answer" not in answer(WRITTEN + "y\n")
    assert "A model answer:\n\n  It is fast and small.\n" in answer(WRITTEN + "y\nn\n")


def test_ticks_are_weighed_and_both_rounds_are_kept(answer, home):
    output = answer(WRITTEN + "y\nn\n\n")
    assert kept(home) == [({"answer": "It is fast.", "ticks": "yn", "first": "yn"}, 7.5)]
    assert "Partly right: 7.5 of 10 points.\n  Both matter.\n" in output


@pytest.mark.parametrize("typed", ["2y", "2 Y", "2y, 1p, 1y", "2y;1y"])
def test_a_tick_can_be_changed_once_the_model_answer_is_known(typed, answer, home):
    assert "Right." in answer(f"{WRITTEN}y\nn\n{typed}\n\n")
    assert kept(home) == [({"answer": "It is fast.", "ticks": "yy", "first": "yn"}, 10.0)]


@pytest.mark.parametrize("typed", ["0y", "3y", "y", "12", "2x", "2y?"])
def test_a_change_that_cannot_be_read_is_asked_for_again(typed, answer, home):
    assert "type the number of a point, from 1 to 2, and y, p or n" in answer(f"{WRITTEN}y\nn\n{typed}\n\n")
    assert kept(home)[0][0]["ticks"] == "yn"


def test_an_empty_answer_is_asked_for_again(answer, home):
    output = answer("\n\n" + WRITTEN + "y\ny\n\n")
    assert output.count("write at least a sentence; :q quits") == 2
    assert kept(home)[0][0]["answer"] == "It is fast."


def test_who_leaves_before_the_last_tick_finds_the_text_again(answer, home):
    answer(WRITTEN + "y\n:q\n")
    assert kept(home) == []
    output = answer("\ny\ny\n\n")
    assert "You wrote this the last time and did not judge it:\n\n  | It is fast.\n" in output
    assert kept(home)[0][0]["answer"] == "It is fast."
    assert "You wrote this" not in answer(":q\n")


def test_what_was_written_and_not_judged_may_be_written_anew(answer, home):
    answer(WRITTEN + ":q\n")
    answer("It is small.\n\nn\ny\n\n")
    assert kept(home)[0][0]["answer"] == "It is small."


def test_who_leaves_after_the_last_tick_has_answered(answer, home):
    output = answer(WRITTEN + "y\nn\n2y\n:q\n")
    assert kept(home) == [({"answer": "It is fast.", "ticks": "yy", "first": "yn"}, 10.0)]
    assert "What is 1 + 1?" not in output
    assert output.endswith("Asked again: 1 in 2 days.\n")
    assert "What is 1 + 1?" in answer("")


def test_an_answer_of_several_lines_keeps_them(answer):
    assert "  | one\n  | two\n" in answer("one\ntwo\n\ny\n")
