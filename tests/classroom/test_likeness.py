"""Copies are seen through new names, numbers, comments and layout; nothing is parsed by Python."""

import csv
import time

import pytest

from quizdl.classroom import likeness
from quizdl.classroom.likeness import tokens
from tests.bank.conftest import ROOT

BATCHNORM = (ROOT / "reference" / "batchnorm.py").read_text()
OTHER = (ROOT / "reference" / "lstm.py").read_text()


def shape(source):
    return likeness.shape(tokens(source))


def fingerprints(source):
    return likeness.fingerprints(tokens(source))


def disguised(source):
    for name in ("gamma", "beta", "total", "centered", "cache"):
        source = source.replace(name, f"my_{name}2")
    return "# mine\n" + source.replace(" = ", "  =  ").replace("\n    ", "\n        ")


def test_names_numbers_comments_and_layout_do_not_matter():
    assert tokens("def f(a):  # x\n    return a.sum() + 1e-3 - 'b'") == tokens('def g(bb):\n return bb . sum()+7-""')
    assert shape(disguised(BATCHNORM)) == shape(BATCHNORM) != ""


def test_another_operation_does_matter():
    assert tokens("a + b.sum()") != tokens("a - b.sum()") != tokens("a - b.mean()")


def test_a_copied_passage_has_the_same_fingerprints_wherever_it_stands():
    mixed = set(fingerprints(OTHER + disguised(BATCHNORM)))
    assert len(mixed & set(fingerprints(BATCHNORM))) > 0.9 * len(fingerprints(BATCHNORM))
    assert len(set(fingerprints(OTHER)) & set(fingerprints(BATCHNORM))) < 0.2 * len(fingerprints(BATCHNORM))


def test_a_short_source_has_no_shape():
    assert shape("def dense_forward(x, w, b):\n    return x @ w + b, None\n") == ""


@pytest.mark.parametrize(
    "text", ["(" * 10**6, "'" * 10**6, '"""' * 3 * 10**5, "'\\" * 10**5, "f'{" * 10**5, "\\\n" * 10**5, "x." * 10**5]
)
def test_a_hostile_source_takes_no_time_and_no_stack(text):
    begun = time.monotonic()
    fingerprints(text)
    assert time.monotonic() - begun < 2


def test_similar_submissions_are_listed_for_the_instructor_only_and_cost_nothing(grade, folder, out, quick):
    reference = (ROOT / "reference" / "dense.py").read_text()
    for name, text in {"xa": BATCHNORM, "xb": disguised(BATCHNORM), "xc": OTHER, "xd": reference}.items():
        (folder / f"{name}.py").write_text(text)
    half = BATCHNORM[: len(BATCHNORM) * 3 // 4] + OTHER[-500:]
    (folder / "xe.py").write_text(half)
    ran = grade()
    with (out / "similarity.csv").open() as file:
        pairs = {(line["student"], line["other"]): float(line["share"]) for line in csv.DictReader(file)}
    assert pairs["xa", "xb"] == 1
    assert pairs["xa", "xe"] > 0.5
    assert ("xd", "the reference") in pairs
    assert not any("xc" in pair for pair in pairs)
    assert f"{len(pairs)} pairs of submissions alike: see {out / 'similarity.csv'} (costs no points)" in " ".join(
        ran.out.split()
    )
    assert not any("xa" in path.read_text() for path in (out / "feedback").iterdir() if not path.stem.startswith("xa"))
