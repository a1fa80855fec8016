"""A short answer forgives case, spaces and hyphens, and nothing else."""

from types import SimpleNamespace

import pytest

from quizdl.grading.numbers import UnreadableError
from quizdl.grading.short import grade, read
from quizdl.model.kinds.short import Short, WrongText, bare
from quizdl.model.layer import Misconception
from quizdl.model.verdict import Status

BANK = SimpleNamespace(misconception=lambda name: Misconception(name, "says", f"Taught by {name}."))
QUESTION = Short(
    id="t/q", type="short", prompt="?", source="derivation", points=4.0, answers=("batch norm", "Straße"),
    wrong=(
        WrongText(texts=("layer norm", "LN"), misconception="layer/mistake"),
        WrongText(texts=("group norm",), says="Its own words.", misconception="layer/other"),
        WrongText(texts=("nothing",), says="Something."),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "batch norm", "Batch-Norm", " BATCHNORM ", "batch\u00a0norm", "batch\u2011norm", "batch – norm",
        "“batch norm”.", "`batch norm`", "ｂａｔｃｈ norm", "STRASSE", "ba\u00adtch norm",
    ],
)  # fmt: skip
def test_case_spaces_and_hyphens_do_not_count(text):
    verdict = grade(QUESTION, text, BANK)
    assert (verdict.status, verdict.score, verdict.max_score, verdict.feedback) == (Status.RIGHT, 4, 4, ())


@pytest.mark.parametrize("text", ["batch norms", "bach norm", "batch_norm", "batch norm or layer norm", "norm", "2"])
def test_another_answer_is_wrong_without_feedback(text):
    verdict = grade(QUESTION, text, BANK)
    assert (verdict.status, verdict.score) == (Status.WRONG, 0)
    assert (verdict.feedback, verdict.diagnosis) == ((), ())


@pytest.mark.parametrize(
    ("text", "feedback", "diagnosis"),
    [
        ("Layer-norm", ("Taught by layer/mistake.",), ("layer/mistake",)),
        ("ln", ("Taught by layer/mistake.",), ("layer/mistake",)),
        ("GroupNorm", ("Its own words.",), ("layer/other",)),
        ("nothing", ("Something.",), ()),
    ],
)
def test_an_answer_that_is_known_to_be_wrong_is_told_why(text, feedback, diagnosis):
    verdict = grade(QUESTION, text, BANK)
    assert (verdict.status, verdict.feedback, verdict.diagnosis) == (Status.WRONG, feedback, diagnosis)


@pytest.mark.parametrize("text", ["", "  ", "-", " – . ", "?!"])
def test_nothing_is_no_answer(text):
    with pytest.raises(UnreadableError) as error:
        read(text)
    assert str(error.value) == "write a word, or a few"


def test_an_essay_is_no_short_answer():
    assert read(f" {'x' * 198} ") == "x" * 198
    with pytest.raises(UnreadableError) as error:
        read("x" * 201)
    assert str(error.value) == "that are 201 characters: write a word, or a few"


def test_signs_inside_an_answer_stay():
    assert bare("N-1") == "n1"
    assert bare("C++") == "c++"
    assert bare("1.5") == "1.5"
