"""The wrong line and the reason earn half of the points each, whatever the other one is."""

from types import SimpleNamespace

import pytest

from quizdl.grading.spot import grade
from quizdl.model.kinds.spot import Spot, WrongLine
from quizdl.model.layer import Misconception
from quizdl.model.question import Option
from quizdl.model.verdict import Outcome, Status

BANK = SimpleNamespace(misconception=lambda name: Misconception(name, "says", f"Taught by {name}."))
RIGHT = Option(text="So", correct=True, says="Indeed.")
NAMED = Option(text="Named", misconception="layer/reason")
SAID = Option(text="Said", says="Not so.")
QUESTION = Spot(
    id="t/q", type="spot", prompt="?", source="derivation", points=5.0, text="a\nb\nc\nd", line=2,
    reasons=(NAMED, RIGHT, SAID), wrong=(WrongLine(line=3, misconception="layer/line"), WrongLine(line=4, says="No.")),
)  # fmt: skip
ELSEWHERE = "Your reason is the right one, for line 2."
FOUND = "You found the line; the reason is another one."


@pytest.mark.parametrize(
    ("line", "reason", "score", "feedback", "diagnosis"),
    [
        (2, RIGHT, 5, (), ()),
        (1, RIGHT, 2.5, ("Line 1 is right.", ELSEWHERE), ()),
        (3, RIGHT, 2.5, ("Line 3 is right. Taught by layer/line.", ELSEWHERE), ("layer/line",)),
        (2, SAID, 2.5, (FOUND, "Not so."), ()),
        (2, NAMED, 2.5, (FOUND, "Taught by layer/reason."), ("layer/reason",)),
        (4, SAID, 0, ("Line 4 is right. No.", "Not so."), ()),
        (3, NAMED, 0, ("Line 3 is right. Taught by layer/line.", "Taught by layer/reason."),
         ("layer/line", "layer/reason")),
    ],
)  # fmt: skip
def test_each_half_is_judged_and_told_by_itself(line, reason, score, feedback, diagnosis):
    verdict = grade(QUESTION, line, reason, BANK)
    assert (verdict.score, verdict.max_score) == (score, 5)
    assert verdict.status is (Status.RIGHT if score == 5 else Status.WRONG)
    assert (verdict.feedback, verdict.diagnosis) == (feedback, diagnosis)


def test_both_halves_are_findings():
    line, reason = grade(QUESTION, 2, SAID, BANK).findings
    assert (line.name, line.outcome, line.points, line.max_points) == ("the line", Outcome.PASSED, 2.5, 2.5)
    assert (reason.name, reason.outcome, reason.points, reason.max_points) == ("the reason", Outcome.FAILED, 0, 2.5)


def test_one_mistake_in_line_and_reason_is_named_once():
    same = Option(text="Same", misconception="layer/line")
    assert grade(QUESTION, 3, same, BANK).diagnosis == ("layer/line",)
