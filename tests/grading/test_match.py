"""Each pair that is right earns its share, and a known wrong pair is told."""

from types import SimpleNamespace

import pytest

from quizdl.grading.match import grade
from quizdl.model.kinds.match import Match, Pair, WrongPair
from quizdl.model.layer import Misconception
from quizdl.model.verdict import Outcome, Status

BANK = SimpleNamespace(misconception=lambda name: Misconception(name, "says", f"Taught by {name}."))
QUESTION = Match(
    id="t/q", type="match", prompt="?", source="derivation",
    pairs=(Pair(left="one", right="1"), Pair(left="two", right="2"), Pair(left="three", right="3")), extra=("4",),
    wrong=(
        WrongPair(left="one", right="4", says="No four."),
        WrongPair(left="two", right="3", misconception="layer/mistake"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rights", "score"), [("123", 10), ("124", 6.67), ("132", 3.33), ("312", 0), ("423", 6.67), ("431", 0)]
)
def test_each_pair_earns_its_share(rights, score):
    verdict = grade(QUESTION, dict(zip(("one", "two", "three"), rights, strict=True)), BANK)
    assert (verdict.score, verdict.max_score) == (score, 10)
    assert verdict.status is (Status.RIGHT if score == 10 else Status.WRONG)


def test_every_pair_is_a_finding():
    findings = grade(QUESTION, {"one": "1", "two": "3", "three": "4"}, BANK).findings
    assert [finding.name for finding in findings] == ["one", "two", "three"]
    assert [finding.outcome is Outcome.PASSED for finding in findings] == [True, False, False]
    assert [(finding.points, finding.max_points) for finding in findings] == [(3.33, 3.33), (0, 3.33), (0, 3.33)]


def test_known_wrong_pairs_are_told_and_named():
    verdict = grade(QUESTION, {"one": "4", "two": "3", "three": "1"}, BANK)
    assert verdict.feedback == ("“one” and “4”: No four.", "“two” and “3”: Taught by layer/mistake.")
    assert verdict.diagnosis == ("layer/mistake",)


def test_other_wrong_pairs_have_no_feedback():
    verdict = grade(QUESTION, {"one": "2", "two": "1", "three": "3"}, BANK)
    assert (verdict.feedback, verdict.diagnosis) == ((), ())
