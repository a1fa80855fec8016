"""What a learner sees of a wrong file: a line for each wrong result, the mistake, and the smallest input."""

import click
import pytest

from quizdl.model.kinds.code import Case
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.show.verdict import submission
from tests.grading.clinic import FORGETS_A, MEAN_DB, bank_of, changed, graded, mistake

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
FACTOR = "is off by a factor of 12 (normwise), most at [0, 1]"
SHARE = "is off by 43 % (normwise), most at [3, 0]"
LITTLE = "is off by 2.0e-05 (normwise), most at [2, 2]"
SCREEN = """\
  ✓ affine_forward is there and takes the arguments asked for
  ✓ affine_backward is there and takes the arguments asked for
  ✓ plain (4, 3): y, da, db
  ✗ plain (4, 3): dx is off by 72 % (normwise), most at [3, 2]; wrong in 1 other
    case, too
  ✓ gain (5, 2): y, da, db
Not right yet: see the lines marked ✗.
  These are the numbers of code with this mistake: Says forgets-a.
  Teaches forgets-a.
The smallest input that shows it:
    >>> x = np.array([[-4.0]])
    >>> a = np.array([7.0])
    >>> b = np.array([8.0])
    >>> y, cache = affine_forward(x, a, b)
    >>> dy = np.array([[-1.0]])
    >>> dx, da, db = affine_backward(dy, cache)
    dx comes out as [[-1.0]]
    dx should be    [[-7.0]]
  Note: a variant that costs nothing: Says variant. Teaches variant."""


def finding(result, case, message="", outcome=FAILED):
    return Finding(f"{result}, {case}", outcome, 0.0, 1.0, message and f"{result} {message}", result, case)


def screen(*findings, **fields):
    """The screen without color and without its first line."""
    verdict = Verdict(Status.WRONG, 1.5, 10.0, findings, **fields)
    return click.unstyle(submission("t/q", verdict)).splitlines()[1:]


def lines(*findings):
    """Those of the findings."""
    return screen(*findings)[:-1]


def test_the_whole_screen_of_a_wrong_file(tmp_path):
    variant = mistake("variant", MEAN_DB, convention=True)
    bank = bank_of(tmp_path, [mistake("forgets-a", FORGETS_A), variant])
    ladder = (Case(name="one number", sizes={"N": 1, "D": 1}),)
    verdict = graded(bank, changed(FORGETS_A), ladder=ladder, reveal=True)
    shown = click.unstyle(submission("t/q", verdict)).splitlines()
    assert shown[0].split() == ["t/q", "7.5", "/", "10"]
    assert shown[1:] == SCREEN.splitlines()[:-1]
    verdict = graded(bank, changed(FORGETS_A, MEAN_DB), ladder=ladder, reveal=True)
    assert click.unstyle(submission("t/q", verdict)).splitlines()[1:] == SCREEN.splitlines()


def test_a_result_that_is_off_in_one_case_is_one_line():
    assert lines(finding("y", "small (2)", SHARE)) == [f"  ✗ small (2): y {SHARE}"]


@pytest.mark.parametrize(("count", "more"), [(2, "1 other case"), (3, "2 other cases"), (4, "3 other cases")])
def test_a_result_that_is_off_in_several_cases_is_one_line_with_the_first_of_them(count, more):
    messages = [SHARE, FACTOR, LITTLE, SHARE][:count]
    found = lines(*(finding("y", f"c{i} (2)", message) for i, message in enumerate(messages)))
    assert " ".join(" ".join(found).split()) == f"✗ c0 (2): y {SHARE}; wrong in {more}, too"
    assert found[1].startswith("    ")


def test_each_result_that_is_off_has_a_line_of_its_own():
    found = [finding(result, case, SHARE) for case in ("small", "large") for result in ("dx", "db")]
    assert " ".join(" ".join(lines(*found)).split()) == (
        f"✗ small: dx {SHARE}; wrong in 1 other case, too ✗ small: db {SHARE}; wrong in 1 other case, too"
    )


def test_what_is_wrong_for_another_reason_stays_apart():
    found = finding("dx", "small", SHARE), finding("dx", "large", "is None"), finding("dx", "huge", "is None")
    assert lines(*found) == [f"  ✗ small: dx {SHARE}", "  ✗ dx: large; huge", "      dx is None"]


def test_what_passed_is_told_between_what_is_off_in_the_order_of_the_cases():
    found = finding("y", "small", outcome=PASSED), finding("dx", "small", LITTLE), finding("y", "large", outcome=PASSED)
    assert lines(*found) == ["  ✓ small: y", f"  ✗ small: dx {LITTLE}", "  ✓ large: y"]


def test_only_the_sign_of_what_is_off_in_several_cases_has_a_color():
    found = tuple(finding("y", case, SHARE) for case in ("small ✗", "large"))
    text = submission("t/q", Verdict(Status.WRONG, 0, 1, found))
    assert text.splitlines()[1].startswith(f"  {click.style('✗', fg='red')} small ✗: y is off by")


def test_feedback_and_the_smallest_input_follow_the_verdict_and_come_before_the_notes():
    fields = {
        "feedback": ("It is `a ** 2`, not **b**.",),
        "smallest": (">>> x = 1", "y comes out as 2"),
        "notes": ("n",),
    }
    assert screen(finding("y", "small", SHARE), **fields)[1:] == [
        "Not right yet: see the lines marked ✗.",
        "  It is `a ** 2`, not **b**.",
        "The smallest input that shows it:",
        "    >>> x = 1",
        "    y comes out as 2",
        "  Note: n",
    ]


def test_the_smallest_input_is_not_wrapped():
    """It is to be pasted."""
    line = f">>> x = np.array([{', '.join(['1.0'] * 50)}])"
    assert f"    {line}" in screen(smallest=(line,))


def test_without_an_example_nothing_is_said_of_one():
    assert screen(feedback=("So.",)) == ["Not right yet: see the lines marked ✗.", "  So."]


def test_a_formula_in_the_feedback_is_shown_as_one():
    assert screen(feedback=("The divisor is $\\sqrt{v + \\epsilon}$.",))[-1] == "  The divisor is √(v + ε)."
