"""A submission is run case by case, and what comes back becomes a status, points, findings and notes."""

import re
import textwrap

import pytest

from quizdl.grading.code.grade import grade
from quizdl.grading.code.tell import MOST_NOTE
from quizdl.model.kinds.code import Case, Change, Code, Limits
from quizdl.model.verdict import Outcome, Status
from quizdl.runner.session import Session
from tests.grading.conftest import SCALE

PLAIN = Case(name="plain", sizes={"N": 4, "D": 3})
FAR = Case(name="far", sizes={"N": 5, "D": 2}, inputs={"x": Change(offset=1e5)})
BOTH = ("scale_forward", "scale_backward")
OWN = "the backward against your own forward"


def graded(bank, source, cases=(PLAIN,), functions=BOTH, **fields):
    """The verdict on a source."""
    about = {"id": "t/q", "type": "code", "prompt": "?", "source": "derivation", "layer": "scale"}
    question = Code(**about, functions=functions, cases=cases, **fields)
    with Session() as reference, Session() as student:
        return grade(question, "scale.py", textwrap.dedent(source).encode(), bank, 0, (reference, student))


def changed(*replacements):
    """The reference with changes."""
    source = SCALE
    for old, new in replacements:
        assert source.count(old) == 1
        source = source.replace(old, new)
    return source


def named(verdict, name):
    """The finding with this name."""
    (finding,) = [finding for finding in verdict.findings if finding.name == name]
    return finding


def test_the_reference_has_full_marks_and_no_notes(bank):
    verdict = graded(bank, SCALE, (PLAIN, FAR), points=3.0)
    assert (verdict.status, verdict.score, verdict.max_score) == (Status.RIGHT, 3, 3)
    assert (verdict.feedback, verdict.notes, verdict.diagnosis) == ((), (), ())
    assert [finding.name for finding in verdict.findings] == [
        "scale_forward is there and takes the arguments asked for",
        "scale_backward is there and takes the arguments asked for",
        "y, plain (4, 3)", "dx, plain (4, 3)", "da, plain (4, 3)",
        "y, far (5, 2)", "dx, far (5, 2)", "da, far (5, 2)",
    ]  # fmt: skip
    assert 0 < verdict.seconds < 60


def test_points_follow_the_weights_of_cases_and_results(bank):
    heavy = Case(name="heavy", sizes={"N": 2, "D": 3}, weight=3)
    verdict = graded(bank, SCALE, (PLAIN, heavy), weights={"y": 2, "dx": 0}, points=12.0)
    assert [finding.max_points for finding in verdict.findings] == [0, 0, 2, 0, 1, 6, 0, 3]


def test_a_forward_alone_is_graded_without_gradients(bank):
    verdict = graded(bank, SCALE, functions=("scale_forward",))
    assert (verdict.status, [finding.result for finding in verdict.findings]) == (Status.RIGHT, ["", "y"])


def test_a_wrong_forward_alone_is_wrong(bank):
    verdict = graded(bank, changed(("a * x + offset", "a - x")), functions=("scale_forward",))
    assert (verdict.status, verdict.score) == (Status.WRONG, 0)


def test_a_file_that_cannot_be_run_fails_every_check(bank):
    verdict = graded(bank, "raise ValueError('no')")
    assert (verdict.status, verdict.score) == (Status.FAILED, 0)
    first, *others = verdict.findings
    assert (first.name, first.outcome) == ("scale.py runs", Outcome.FAILED)
    assert first.message == "the file raises ValueError: no (line 1: `raise ValueError('no')`)"
    assert {(finding.outcome, finding.message) for finding in others} == {
        (Outcome.SKIPPED, "the file could not be run")
    }


def test_old_line_ends_do_not_shift_the_line_that_is_quoted(bank):
    verdict = graded(bank, "x = 1\ry = 2\r\nraise ValueError('no')\r")
    assert verdict.findings[0].message == "the file raises ValueError: no (line 3: `raise ValueError('no')`)"


def test_without_its_forward_a_backward_is_not_run(bank):
    verdict = graded(bank, changed(("def scale_forward", "def forward")))
    assert verdict.status is Status.FAILED
    assert {finding.message for finding in verdict.findings[2:]} == {"needs scale_forward"}


def test_without_a_backward_the_forward_keeps_its_points(bank):
    verdict = graded(bank, changed(("def scale_backward", "def backward")))
    assert (verdict.status, verdict.score) == (Status.WRONG, 3.33)
    assert named(verdict, "dx, plain (4, 3)").message == "needs scale_backward"


def test_where_the_forward_raises_its_backward_is_not_run(bank):
    source = changed(("y = a * x + offset", "y = a * x + offset if len(x) == 4 else 1 / 0"))
    verdict = graded(bank, source, (PLAIN, FAR))
    assert (verdict.status, verdict.score) == (Status.WRONG, 5)
    assert named(verdict, "y, far (5, 2)").outcome is Outcome.FAILED
    assert named(verdict, "dx, far (5, 2)").outcome is Outcome.SKIPPED
    assert named(verdict, "dx, far (5, 2)").message == "needs scale_forward"


def test_after_the_end_of_its_process_nothing_else_is_run(bank):
    source = changed(("dx = dy * a", "import os; os._exit(5)"))
    verdict = graded(bank, source, (PLAIN, FAR))
    assert (verdict.status, verdict.score) == (Status.FAILED, 1.67)
    assert named(verdict, "dx, plain (4, 3)").message.startswith("scale_backward ended the whole process")
    assert named(verdict, "y, far (5, 2)").message == "not run: the process had ended before"


def test_after_its_time_is_up_nothing_else_is_run(bank):
    source = changed(("dx = dy * a", "while True: pass"))
    verdict = graded(bank, source, (PLAIN, FAR), limits=Limits(seconds=0.5))
    assert (verdict.status, verdict.score) == (Status.TIMED_OUT, 1.67)
    assert 0.4 < verdict.seconds < 5
    assert named(verdict, "dx, plain (4, 3)").message == (
        "scale_backward did not finish: 0.5 seconds for all cases are used up"
    )
    assert named(verdict, "y, far (5, 2)").message == "not run: the time was used up before"


def test_a_result_that_is_missing_from_a_right_count_is_none(bank):
    verdict = graded(bank, changed(("return dx, da", "return None, da")))
    assert named(verdict, "dx, plain (4, 3)").message.startswith("dx is None, expected an array")
    assert named(verdict, "da, plain (4, 3)").outcome is Outcome.PASSED


# A wrong backward of a wrong forward


TWICE = ("y = a * x + offset", "y = 2 * a * x + offset")


def own(verdict):
    """What is said of the backward and its own forward."""
    return [(finding.name, finding.outcome) for finding in verdict.findings if finding.name.startswith(OWN)]


def test_a_wrong_backward_that_fits_its_wrong_forward_is_told_so_without_points(bank):
    source = changed(TWICE, ("dx = dy * a", "dx = 2 * dy * a"), ("(dy * x).sum", "(2 * dy * x).sum"))
    verdict = graded(bank, source, (PLAIN, Case(name="more", sizes={"N": 3, "D": 2})))
    assert own(verdict) == [(f"{OWN}, plain", Outcome.PASSED)]
    assert named(verdict, f"{OWN}, plain").message == "it is the derivative of your forward; mend the forward first"
    assert verdict.score == 0


def test_a_wrong_backward_that_does_not_fit_either_is_told_so(bank):
    verdict = graded(bank, changed(TWICE, ("dx = dy * a", "dx = 3 * dy * a")))
    assert own(verdict) == [(f"{OWN}, plain", Outcome.FAILED)]
    assert named(verdict, f"{OWN}, plain").message == "it is not the derivative of your forward either"


def test_where_one_case_cannot_tell_the_next_one_does(bank):
    verdict = graded(bank, changed(TWICE, ("dx = dy * a", "dx = 3 * dy * a")), (FAR, PLAIN))
    assert own(verdict) == [(f"{OWN}, plain", Outcome.FAILED)]


@pytest.mark.parametrize(
    "replacements",
    [
        [TWICE],
        [("dx = dy * a", "dx = 3 * dy * a")],
        [TWICE, ("dx = dy * a", "dx = None")],
        [TWICE, ("dx = dy * a", "1 / 0")],
        [TWICE, ("return dx, da", "return dx")],
    ],
    ids=["right-backward", "right-forward", "no-array", "raises", "one-result"],
)
def test_nothing_is_said_where_one_of_them_is_right_or_gives_no_gradients(bank, replacements):
    assert own(graded(bank, changed(*replacements))) == []


def test_a_forward_that_ends_its_process_while_it_is_looked_at_costs_nothing(bank):
    source = changed(
        TWICE,
        ("dx = dy * a", "dx = 3 * dy * a"),
        ("import numpy as np", "import numpy as np, os\n    calls = []"),
        ("cache = x, a", "cache = x, a\n        calls.append(1)\n        len(calls) < 3 or os._exit(1)"),
    )
    verdict = graded(bank, source, (PLAIN, Case(name="more", sizes={"N": 3, "D": 2})))
    assert (verdict.status, own(verdict)) == (Status.WRONG, [])


# Notes


def test_functions_that_change_their_arguments_are_noted_once_each(bank):
    source = changed(
        ("cache = x, a", "cache = x.copy(), a.copy(); x[:] = 0"), ("return dx, da", "dy[:] = 0; return dx, da")
    )
    verdict = graded(bank, source, (PLAIN, FAR))
    assert verdict.notes == (
        "scale_backward changes its arguments in place: callers will be surprised",
        "scale_forward changes its arguments in place: callers will be surprised",
    )


def test_a_backward_much_slower_than_its_forward_is_remarked_upon_for_the_instructor_alone(bank):
    slow = changed(("return dx, da", "import time; time.sleep(0.3); return dx, da"))
    verdict = graded(bank, slow)
    (remark,) = verdict.remarks
    assert re.fullmatch(r"scale_backward takes \d+ x its forward \(0\.3\d? s\): differences in a loop\?", remark)
    assert (verdict.status, verdict.notes) == (Status.RIGHT, ())


def test_a_backward_as_slow_as_its_forward_is_not_remarked_upon(bank):
    sleep = "import time; time.sleep(0.05); "
    slow = changed(("cache = x, a", f"{sleep}cache = x, a"), ("return dx, da", f"{sleep}return dx, da"))
    verdict = graded(bank, slow)
    assert (verdict.status, verdict.remarks) == (Status.RIGHT, ())


@pytest.mark.parametrize(("length", "shown"), [(MOST_NOTE, "x" * MOST_NOTE), (MOST_NOTE + 1, "x" * MOST_NOTE + " ...")])
def test_printed_text_is_noted_up_to_a_length(bank, length, shown):
    verdict = graded(bank, f"print('x' * {length})\n" + textwrap.dedent(SCALE))
    assert verdict.notes == (f"your code printed or warned:\n{shown}",)
    assert verdict.status is Status.RIGHT
