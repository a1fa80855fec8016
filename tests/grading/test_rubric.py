"""An open answer earns the weight of the points that the learner found in it."""

import pytest

from quizdl.grading.rubric import grade
from quizdl.model.kinds.open import Open, RubricPoint
from quizdl.model.verdict import Outcome, Status


def question(*weights):
    points = tuple(RubricPoint(point=f"point {i}", weight=weight) for i, weight in enumerate(weights))
    return Open(id="t/q", type="open", prompt="?", source="derivation", rubric=points, model_answer="So.", points=8.0)


@pytest.mark.parametrize(("ticks", "score"), [("yyy", 8), ("nnn", 0), ("ppp", 4), ("ynn", 4), ("nyp", 3), ("npn", 1)])
def test_points_are_shared_by_weight(ticks, score):
    verdict = grade(question(2.0, 1.0, 1.0), ticks)
    assert (verdict.score, verdict.max_score) == (score, 8)
    assert verdict.status is (Status.RIGHT if ticks == "yyy" else Status.WRONG)


def test_every_point_of_the_rubric_is_a_finding():
    first, second, third = grade(question(2.0, 1.0, 1.0), "ypn").findings
    assert (first.name, first.outcome, first.points, first.max_points) == ("point 0", Outcome.PASSED, 4, 4)
    assert (second.name, second.outcome, second.points, second.max_points) == ("point 1", Outcome.FAILED, 1, 2)
    assert (third.name, third.outcome, third.points, third.max_points) == ("point 2", Outcome.FAILED, 0, 2)


def test_points_are_rounded_to_cents():
    verdict = grade(question(1.0, 1.0, 1.0), "ypn")
    assert (verdict.score, verdict.findings[0].points, verdict.findings[0].max_points) == (4, 2.67, 2.67)
    assert verdict.findings[1].points == 1.33
    assert grade(question(1.0, 1.0, 1.0), "ynn").score == 2.67


def test_full_marks_are_full_whatever_the_weights():
    verdict = grade(question(0.1, 0.2, 0.3, 0.7, 1 / 3), "yyyyy")
    assert (verdict.status, verdict.score) == (Status.RIGHT, 8)


def test_as_many_ticks_as_points_are_needed():
    with pytest.raises(ValueError, match="argument"):
        grade(question(1.0, 1.0), "y")
