"""A question as it is written: what `:t` shows beside what the learner sees."""

from types import SimpleNamespace

import click
import pytest

from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders
from quizdl.practice.desk import Desk
from quizdl.show.question import question

BANK = r"""
topic: raw
title: Raw
questions:
  - id: choice
    type: choice
    prompt: |
      Which one is $\gamma$?

          x = **y
    choices:
      - {text: $\alpha$, correct: true}
      - {text: "**beta**\n$\\beta$", says: No.}
    keep_order: true
    source: derivation
  - id: number
    type: number
    params: {a: [3]}
    prompt: What is $\sqrt{{{a}}}$?
    answer: a ** 0.5
    tolerance: {digits: 3}
    source: derivation
  - id: order
    type: order
    prompt: Order.
    steps: [{text: $a_1$}, {text: $a_2$}, {text: $a_3$}]
    source: derivation
  - id: match
    type: match
    prompt: Match.
    pairs: [{left: $x_1$, right: $y_1$}, {left: $x_2$, right: $y_2$}]
    source: derivation
  - id: text
    type: spot
    program: false
    prompt: Which line is wrong?
    text: |
      $x_1$ **is**
      $x_2$
    line: 1
    reasons: [{text: $r_1$, correct: true}, {text: $r_2$, says: No.}]
    source: derivation
"""


@pytest.fixture
def bank(tmp_path):
    (tmp_path / "raw.yaml").write_text(BANK, encoding="utf-8")
    return Bank(Folders([tmp_path]), use_cache=False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("choice", "Which one is $\\gamma$?\n\n    x = **y\n\n  a) $\\alpha$\n  b) **beta**\n     $\\beta$"),
        ("number", "What is $\\sqrt{3}$?"),
        ("order", "Order.\n\n  a) $a_3$\n  b) $a_1$\n  c) $a_2$"),
        ("match", "Match.\n\n  1) $x_2$\n  2) $x_1$\n\n  a) $y_1$\n  b) $y_2$"),
        ("text", "Which line is wrong?\n\n   1  $x_1$ **is**\n   2  $x_2$"),
    ],
)
def test_a_question_as_it_is_written(bank, name, expected):
    assert question(bank.question(f"raw/{name}"), 4, raw=True) == expected


@pytest.mark.parametrize("name", ["order", "match"])
def test_it_has_the_order_in_which_the_question_is_shown(bank, name):
    item = bank.question(f"raw/{name}")
    digits = str.maketrans("₁₂₃", "123")
    orders = set()
    for seed in range(20):
        shown = click.unstyle(question(item, seed)).translate(digits)
        raw = question(item, seed, raw=True)
        assert shown.startswith(raw.replace("$", "").replace("_", ""))
        orders.add(raw)
    assert len(orders) > 1


def test_the_desk_shows_it(bank):
    shown = []
    screen = SimpleNamespace(show=shown.append)
    item = bank.question("raw/match")
    Desk(screen, item, 4, store=None, clock=None).obey(":t")
    assert shown == [question(item, 4, raw=True)]
