"""`quizdl bank show` and `list`: what they print, and what they say where they cannot."""

import json
import shutil

import pytest

from quizdl.errors import MISUSE, WRONG
from tests.bank.conftest import ROOT

GOOD = ROOT / "tests" / "banks" / "good"
OWN = GOOD / "own-layer"
CHOICE = """\
What does the layer compute?

  a) The square of x.
  b) Twice x.

(one letter, a to b)
"""
NUMBER = """\
What does the layer make of 4?

(a number, exact)
"""
COUNTS = """\
            questions  number  choice  code  level 1
own-basics          1       1                      1
own-layer           3       1       1     1        3
all                 4       2       1     1        4
"""
LIST = """\
What the layer builds on (1 question)
  own-basics/square  number  1  What is the square of 3?
A layer of one's own (3 questions)
  own-layer/what-it-does  choice  1  What does the layer compute?
  own-layer/by-hand       number  1  What does the layer make of x?
  own-layer/implement     code    1  Write the layer.
"""


@pytest.fixture
def alone(monkeypatch):
    """The bank of one's own, without the questions of quizdl."""
    monkeypatch.setattr("quizdl.bank.bank.QUESTIONS", OWN)


def test_a_question_is_shown_as_a_learner_sees_it(quizdl):
    assert quizdl("bank", "show", "own-layer/what-it-does", "--bank", OWN) == (0, CHOICE, "")
    assert quizdl("bank", "show", "own-layer/by-hand", "--bank", OWN) == (0, NUMBER, "")


def test_another_seed_shows_another_variant(quizdl):
    shown = {quizdl("bank", "show", "own-layer/by-hand", "--bank", OWN, "--seed", seed).out for seed in range(20)}
    assert shown == {NUMBER.replace("4", x) for x in "345"}
    shown = {quizdl("bank", "show", "own-layer/what-it-does", "--bank", OWN, "--seed", seed).out for seed in range(9)}
    assert len(shown) == 2


@pytest.mark.parametrize("seed", ["-1", "many"])
def test_a_seed_is_a_whole_number(seed, quizdl):
    said = quizdl("bank", "show", "own-layer/by-hand", "--bank", OWN, "--seed", seed)
    assert (said.code, said.out) == (MISUSE, "")
    assert "Invalid value for '--seed'" in said.err


def test_a_question_that_does_not_exist_is_named_with_a_guess(quizdl):
    message = "quizdl: there is no question `own-layer/byhand`: did you mean `own-layer/by-hand`?\n"
    assert quizdl("bank", "show", "own-layer/byhand", "--bank", OWN) == (MISUSE, "", message)
    message = "quizdl: `own-layer` is not the id of a question: write topic/id, see `quizdl bank list`\n"
    assert quizdl("bank", "show", "own-layer", "--bank", OWN) == (MISUSE, "", message)


def test_a_question_of_a_topic_with_problems_shows_the_problems(quizdl, at_root):
    bad = "tests/banks/bad/code-layers"
    said = quizdl("bank", "show", "code-layers/no-inputs", "--bank", bad)
    expected = (ROOT / "tests" / "banks" / "bad" / "code-layers.problems").read_text(encoding="utf-8").splitlines(True)
    assert said == (WRONG, "", "".join(f"{bad}/{line}" for line in expected[:3]))


def test_the_bank_is_named_before_the_command_or_behind_it_or_in_the_environment(quizdl, monkeypatch):
    expected = quizdl("bank", "show", "own-layer/by-hand", "--bank", OWN)
    assert quizdl("--bank", OWN, "bank", "show", "own-layer/by-hand") == expected
    monkeypatch.setenv("QUIZDL_BANK", str(OWN))
    assert quizdl("bank", "show", "own-layer/by-hand") == expected


def test_every_question_is_listed(quizdl, alone):
    assert quizdl("bank", "list") == (0, LIST, "")


def test_questions_are_counted_by_topic_type_and_level(quizdl, alone, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert quizdl("bank", "list", "--counts") == (0, COUNTS, "")
    monkeypatch.setenv("COLUMNS", "40")
    narrow = "own-basics: questions 1, number 1, level 1 1\n"
    assert quizdl("bank", "list", "--counts").out.startswith(narrow)


def test_topics_are_listed_and_counted_alone(quizdl, alone):
    of_one = "".join(LIST.splitlines(True)[:2])
    assert quizdl("bank", "list", "own-basics") == (0, of_one, "")
    assert quizdl("bank", "list", "own-layer", "own-basics", "own-layer").out.startswith("A layer of one's own")
    assert quizdl("bank", "list", "own-layer", "own-basics", "own-layer").out.count("own-layer/by-hand") == 1
    one = {"questions": 1, "number": 1, "level 1": 1}
    assert json.loads(quizdl("bank", "list", "own-basics", "--json").out) == {"own-basics": one, "all": one}
    counts = quizdl("bank", "list", "own-basics", "--counts").out.splitlines()
    assert [line.split() for line in counts[1:]] == [["own-basics", "1", "1", "1"], ["all", "1", "1", "1"]]


def test_a_topic_that_does_not_exist_is_not_listed(quizdl, alone):
    message = "quizdl: there is no topic `own-layr`: did you mean `own-layer`?\n"
    assert quizdl("bank", "list", "own-basics", "own-layr") == (MISUSE, "", message)


def test_a_topic_with_problems_is_not_listed(quizdl, alone, at_root):
    said = quizdl("bank", "list", "uses-them", "--bank", "tests/banks/bad/misconceptions-in-detail")
    assert (said.code, said.out) == (WRONG, "")
    assert "uses-them.yaml:9:44: " in said.err


def test_the_counts_are_there_for_programs(quizdl, alone):
    found = json.loads(quizdl("bank", "list", "--json").out)
    assert found["all"] == {"questions": 4, "number": 2, "choice": 1, "code": 1, "level 1": 4}


def test_topics_of_two_banks_are_listed_together(quizdl, alone, tmp_path):
    shutil.copy(GOOD / "smallest.yaml", tmp_path)
    expected = LIST + "S (1 question)\n  smallest/a  number  1  P\n"
    assert quizdl("bank", "list", "--bank", tmp_path) == (0, expected, "")


def test_a_topic_of_ones_own_does_not_replace_one_of_quizdl(quizdl, alone, tmp_path):
    text = (OWN / "own-layer.yaml").read_text().replace("A layer of one's own", "Mine")
    (tmp_path / "own-layer.yaml").write_text(text)
    assert quizdl("bank", "list", "--bank", tmp_path) == (0, LIST, "")


def test_an_empty_bank_of_ones_own_adds_nothing(quizdl, alone, tmp_path):
    assert quizdl("bank", "list", "--bank", tmp_path) == (0, LIST, "")


def test_a_list_names_the_problems_of_the_topics_it_leaves_out(quizdl, alone, at_root):
    said = quizdl("bank", "list", "--bank", "tests/banks/bad/misconceptions-in-detail")
    assert said == (
        WRONG,
        LIST,
        "tests/banks/bad/misconceptions-in-detail/uses-them.yaml:9:44: "
        "`scale/right` cannot be looked up: misconceptions/scale.yaml has problems of its own\n",
    )


def test_without_a_command_the_bank_group_explains_itself(quizdl):
    said = quizdl("bank")
    assert said.code == MISUSE
    assert all(command in said.out + said.err for command in ("check", "list", "new", "schema", "show"))
