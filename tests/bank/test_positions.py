"""Lines and columns point at what a sentence is about: at the key, or at the value."""

import re

import pytest

from quizdl.bank import read, yaml12
from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders
from tests.bank.conftest import ROOT

BAD = ROOT / "tests" / "banks" / "bad"
TEXT = """\
# a comment, é and 😀 before everything
topic: positions
title: 'é😀: quoted'   # é😀
questions:
  - {id: a, é: [1, {x: 2}],
     "quoted": 'q'}
  -
    id: b

    choices:
    - text: >
        folded
    -   - nested
"""
PLACES = [
    ((), False, "topic: positions"),
    (("topic",), True, "topic: positions"),
    (("topic",), False, "positions"),
    (("title",), False, "'é😀: quoted'"),
    (("questions",), False, "- {id: a"),
    (("questions", 0), False, "{id: a"),
    (("questions", 0, "id"), False, "a, é"),
    (("questions", 0, "é"), True, "é: [1"),
    (("questions", 0, "é", 1, "x"), False, "2}]"),
    (("questions", 0, "quoted"), True, "\"quoted\": 'q'}"),
    (("questions", 0, "quoted"), False, "'q'}"),
    (("questions", 1), False, "id: b"),
    (("questions", 1, "choices", 0, "text"), False, ">"),
    (("questions", 1, "choices", 1, 0), False, "nested"),
    (("questions", 0, "missing"), False, "{id: a"),
    (("questions", 0, "missing"), True, "{id: a"),
    (("questions", 0, "é", 7), False, "[1, {x"),
    (("questions", 0, "id", "deeper"), False, "a, é"),
    (("questions", 9, "id"), False, "- {id: a"),
]


def at(text, problem):
    """What stands at the place of a problem."""
    return text.split("\n")[problem.line - 1][problem.column - 1 :]


@pytest.mark.parametrize(("loc", "key", "expected"), PLACES)
def test_a_place_in_the_data_is_the_place_in_the_file(loc, key, expected, tmp_path):
    path = tmp_path / "positions.yaml"
    path.write_text(TEXT, encoding="utf-8")
    document = yaml12.read(path, "positions.yaml")
    problem = document.at(loc, "what", key)
    assert document.problems == []
    assert at(TEXT, problem).startswith(expected)


def test_a_document_without_content_has_its_problems_at_the_start():
    assert str(yaml12.Document("a.yaml").at(("topic",), "what")) == "a.yaml:1:1: what"


def test_a_problem_takes_one_line_whatever_it_quotes():
    document = yaml12.Document("a.yaml")
    document.add(0, 0, "found 'two\n  lines'")
    assert str(document.problems[0]) == str(document.at((), "found 'two\n\nlines'")) == "a.yaml:1:1: found 'two lines'"


def problems_with(pattern):
    """What stands at each expected problem of a bad file that matches, and what the sentence says it is."""
    found = []
    for path in sorted(BAD.glob("*.yaml")):
        expected = path.with_suffix(".problems").read_text(encoding="utf-8")
        for match in re.finditer(rf"^(\d+):(\d+): .*?{pattern}", expected, re.MULTILINE):
            line = path.read_text(encoding="utf-8").split("\n")[int(match[1]) - 1]
            found.append(pytest.param(line[int(match[2]) - 1 :], match[3], id=f"{path.stem}-{match[1]}"))
    return found


@pytest.mark.parametrize(("rest", "key"), problems_with(r"`(.*?)` is not a key here"))
def test_an_unknown_key_is_pointed_at(rest, key):
    assert rest.startswith((f"{key}:", f"{key},", f"{key}}}"))


@pytest.mark.parametrize(("rest", "text"), problems_with(r"found the text '(.*)'$"))
def test_a_text_of_the_wrong_type_is_pointed_at(rest, text):
    assert rest.strip("'\"").startswith(text)


@pytest.mark.parametrize(("rest", "number"), problems_with(r"found the number ([-.\d]+)"))
def test_a_number_of_the_wrong_type_is_pointed_at(rest, number):
    assert rest.startswith(number)


@pytest.mark.parametrize(("rest", "name"), problems_with(r"(?:there is no \w+|the id) `(.*?)`"))
def test_a_name_that_does_not_exist_is_pointed_at(rest, name):
    assert rest.startswith(name)


QUESTION_WITH_THE_NAME_OF_ITS_TYPE = """\
topic: a
title: A
questions:
  - id: a
    type: choice
    prompt: 3
    choice:
      - {text: 4, correct: true}
    source: derivation
"""


def test_a_key_with_the_name_of_the_type_leads_nobody_astray(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(QUESTION_WITH_THE_NAME_OF_ITS_TYPE)
    _, problems = read.topic(path, Bank(Folders((tmp_path,)), use_cache=False))
    assert [(problem.line, problem.column, problem.what) for problem in problems] == [
        (4, 5, "`choices` is missing here: add it"),
        (6, 13, "`prompt`: expected text, found the number 3: put it in single quotes"),
        (7, 5, "`choice` is not a key here: did you mean `choices`?"),
    ]
