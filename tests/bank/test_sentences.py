"""Sentences about flaws that no file of the folder of bad banks can show, and their parts."""

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from quizdl.bank import sentences
from quizdl.bank.rules import numbers
from quizdl.bank.schema import TopicFile, validate
from quizdl.bank.yaml12 import Document

SHOWN = [
    (None, "nothing"),
    (True, "true"),
    (False, "false"),
    (3, "the number 3"),
    (0.001, "the number 0.001"),
    ("text", "the text 'text'"),
    ("", "the text ''"),
    ("x" * 41, "the text '" + "x" * 37 + "...'"),
    ({"a": 1}, "a mapping"),
    ([1, 2], "a list of 2"),
    ([], "a list of 0"),
]


@pytest.mark.parametrize(("value", "expected"), SHOWN)
def test_a_value_is_shown_as_it_stands_in_the_file(value, expected):
    assert sentences.show(value) == expected


def test_the_nearest_known_word_is_suggested_or_all_are():
    assert sentences.suggest("chioce", ["choice", "number"]) == "did you mean `choice`?"
    assert sentences.suggest("xyz", ["choice", "number"]) == "expected one of choice, number"


class Even(BaseModel):
    model_config = ConfigDict(strict=True)

    value: list[complex]


def test_a_flaw_without_a_sentence_of_its_own_keeps_that_of_pydantic():
    with pytest.raises(ValidationError) as raised:
        Even.model_validate_json('{"value": ["x"]}')
    problem = sentences.sentence(raised.value.errors()[0], Document("a.yaml"), {})
    assert problem.what.startswith("`value`, entry 1: Input should be a valid")
    assert problem.what.endswith(", found the text 'x'")


def test_keys_are_known_in_every_part_of_a_topic():
    schema = TopicFile.model_json_schema()
    choice = ("questions", 0, "choice")
    assert sentences.known_keys((), schema) == ["layer", "needs", "questions", "title", "topic"]
    assert sentences.known_keys((*choice, "choices", 3), schema) == ["correct", "misconception", "says", "text"]
    assert sentences.known_keys(("questions", 1, "number", "tolerance"), schema) == ["atol", "digits", "exact", "rtol"]
    assert sentences.known_keys(("questions", 1, "code", "cases", 0, "inputs", "x"), schema) == [
        "offset",
        "scale",
        "whole",
    ]
    assert sentences.known_keys(("nowhere", 0), schema) == []


def test_many_flaws_are_told_in_good_time():
    number = {"id": "a", "type": "number", "prompt": 3, "answer": [], "tolerance": {"exact": True}, "source": "s"}
    document = Document("a.yaml", data={"topic": "a", "title": "A", "questions": [number] * 10_000})
    assert validate(document, TopicFile) is None
    assert [problem.what for problem in document.problems] == [  # this document has no nodes: all at one place
        "`answer`: expected text or a number, found a list of 0",
        "`prompt`: expected text, found the number 3: put it in single quotes",
    ]


def test_an_expression_that_no_parser_can_take_is_a_flaw(monkeypatch):
    monkeypatch.setattr(numbers, "LONGEST", 10**6)
    (flaw,) = numbers.expression("-" * 100_000 + "1", ())
    assert flaw.what == f"`{'-' * 60}` is not a Python expression: it is nested too deep"
