"""A step of an optimizer is judged by its updates, the first one and the later ones, each from the right weights."""

import numpy as np
import pytest

from quizdl.grading.code.answers import Failed, Miscounted, Misshapen, Needs
from quizdl.grading.code.plan import plan
from quizdl.grading.code.plans.steps import FIRST, LATER, updates
from quizdl.model.kinds.code import Case, Change
from quizdl.model.verdict import Status
from quizdl.runner.replies import Failure, Oddity, Reason
from quizdl.runner.session import Kept, Results
from tests.grading.asking import asked, changed, failed, graded, passed, right, skipped

GLIDE = """
    import numpy as np


    def inputs(rng, D, M):
        return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


    def glide_step(w, dw, state, *, lr=0.5, momentum=0.75):
        v = np.zeros_like(w) if state is None else state
        v = momentum * v + dw
        w = w - lr * v
        state = v
        return w, state
"""
SQUARES = """
    import numpy as np


    def inputs(rng, D, M):
        return {"w": rng.standard_normal((D, M)), "dw": rng.standard_normal((D, M)), "state": None}


    def squares_step(w, dw, state, *, lr=0.01, eps=1e-11):
        state = dw**2 + (0 if state is None else state)
        w = w - lr * dw / (np.sqrt(state) + eps)
        return w, state
"""
SIZES = {"D": 3, "M": 2}
CASE = Case(name="a case", sizes=SIZES, steps=4)
BEGIN = "v = np.zeros_like(w) if state is None else state"
VELOCITY = "v = momentum * v + dw"
STEP = "w = w - lr * v"
RETURN = "return w, state"


def glide(*cases):
    return asked("glide", ["glide_step"], cases)


def judged(make_bank, *replacements, case=CASE):
    return graded(make_bank(glide=GLIDE), changed(GLIDE, *replacements), glide(case))


def expected(make_bank, case=CASE, **layers):
    return right(make_bank(**{"glide": GLIDE, **layers}), glide(case))


# What is right


def test_the_first_update_and_the_later_ones_are_two_checks(make_bank):
    verdict = judged(make_bank)
    assert (verdict.status, verdict.score) == (Status.RIGHT, 10)
    assert [finding.name for finding in verdict.findings[1:]] == [
        "w: first update, a case (3, 2)", "w: later updates, a case (3, 2)",
    ]  # fmt: skip
    assert [finding.points for finding in verdict.findings[1:]] == [5, 5]


def test_every_step_has_a_gradient_of_its_own(make_bank):
    found, _ = expected(make_bank)
    assert found.inputs["dw"].shape == (4, 3, 2)
    assert len(np.unique(found.inputs["dw"])) == 24


def test_updates_are_those_of_the_reference_with_its_state(make_bank):
    found, _ = expected(make_bank)
    one, two, three, four = found.inputs["dw"]
    velocities = [one, two + 0.75 * one, three + 0.75 * two + 0.75**2 * one]
    velocities.append(four + 0.75 * velocities[-1])
    np.testing.assert_allclose(found.right[FIRST], -0.5 * np.stack(velocities[:1]))
    np.testing.assert_allclose(found.right[LATER], -0.5 * np.stack(velocities[1:]))


def test_every_step_begins_at_the_weights_that_the_reference_has_then(make_bank):
    found, _ = expected(make_bank)
    moved = np.concatenate([found.right[FIRST], found.right[LATER]])
    np.testing.assert_allclose(found.inputs["w"][1:], found.inputs["w"][:-1] + moved[:-1])


def test_the_options_and_the_changed_inputs_of_a_case_reach_every_step(make_bank):
    case = Case(name="a case", sizes=SIZES, steps=3, options={"lr": 2.0}, inputs={"dw": Change(scale=0, offset=1)})
    found, _ = expected(make_bank, case)
    np.testing.assert_allclose(found.right[FIRST], np.full((1, 3, 2), -2.0))
    np.testing.assert_allclose(found.right[LATER][:, 0, 0], [-2 * 1.75, -2 * (1 + 0.75 * 1.75)])


def test_the_first_call_gets_no_state_and_each_later_one_what_the_one_before_has_returned(make_bank):
    found, steps = expected(make_bank)
    calls = steps.calls(found)
    assert [call.arguments[2] for call in calls] == [None, Kept("state"), Kept("state"), Kept("state")]
    assert [call.keep for call in calls] == [{"state": "state"}] * 4
    for call, w, dw in zip(calls, found.inputs["w"], found.inputs["dw"], strict=True):
        np.testing.assert_array_equal(call.arguments[:2], [w, dw])


# Honest steps


@pytest.mark.parametrize(
    "replacements",
    [
        [(VELOCITY, "v = momentum * v - lr * dw"), (STEP, "w = w + v")],
        [(BEGIN, "v = state['v'] if state else 0 * w"), ("state = v", "state = {'v': v}")],
        [(BEGIN, "v, t = state or (0 * w, 0)"), ("state = v", "state = v, t + 1")],
        [(STEP, "w = (w - lr * v).tolist()")],
        [(STEP, "w = (w - lr * v).astype(np.float32)")],
        [(STEP, "w -= lr * v")],
        [(VELOCITY, "v *= momentum; v += dw")],
        [(STEP, "w = w - lr * v; print('step')")],
        [(RETURN, "return [w, state]")],
    ],
    ids=["rate-inside", "dictionary", "counts", "lists", "single", "in-place", "state-in-place", "prints", "a-list"],
)
def test_an_honest_step_is_right(make_bank, replacements):
    assert judged(make_bank, *replacements).status is Status.RIGHT


def test_a_step_that_changes_the_weights_in_place_is_told_so_at_no_cost(make_bank):
    verdict = judged(make_bank, (STEP, "w -= lr * v"))
    assert verdict.notes == ("glide_step changes its arguments in place: callers will be surprised",)


# Mistakes


@pytest.mark.parametrize(
    ("replacements", "wrong"),
    [
        ([(VELOCITY, "v = dw")], {LATER}),
        ([(BEGIN, "v = 0 * w")], {LATER}),
        ([("state = v", "state = lr * v")], {LATER}),
        ([(VELOCITY, "v = momentum * v + dw * (1 if state is None else 1.001)")], {LATER}),
        ([(BEGIN, "v = dw if state is None else state")], {FIRST, LATER}),
        ([(STEP, "w = w + lr * v")], {FIRST, LATER}),
        ([(STEP, "w = w - lr * (v if state is not None else 2 * v)")], {FIRST}),
        ([(STEP, "w = -lr * v")], {FIRST, LATER}),
        ([(RETURN, "return v, w")], {FIRST, LATER}),
    ],
)
def test_a_mistake_is_seen_in_the_updates_that_it_makes(make_bank, replacements, wrong):
    verdict = judged(make_bank, *replacements)
    assert (set(failed(verdict)), passed(verdict)) == (wrong, {FIRST, LATER} - wrong)


def test_a_wrong_update_is_told_by_its_size(make_bank):
    found = failed(judged(make_bank, (STEP, "w = w + lr * v")))
    assert found[FIRST].startswith("the update of w is off by 200 % (normwise), most at [0, ")
    assert found[LATER].startswith("the update of w is off by 200 % (normwise), most at [")


def test_weights_that_are_not_finite_are_told(make_bank):
    found = failed(judged(make_bank, (STEP, "w = w - lr * v / (0 if state is None else 1)")))
    assert found == {FIRST: "6 of 6 values of the update of w are NaN or infinite, the first at [0, 0, 0]"}


# Steps that give nothing to compare


def test_a_step_that_raises_at_the_first_call_is_not_run_again(make_bank):
    verdict = judged(make_bank, (BEGIN, "v = 0 * w + state"))
    assert verdict.status is Status.FAILED
    assert set(failed(verdict)) == {FIRST}
    assert failed(verdict)[FIRST].startswith("glide_step raises TypeError: unsupported operand")
    assert skipped(verdict) == {LATER: "needs glide_step"}


def test_a_step_that_raises_at_a_later_call_keeps_its_first_update(make_bank):
    verdict = judged(make_bank, (BEGIN, "v = 0 * w if state is None else state['v']"))
    assert (verdict.status, verdict.score, passed(verdict)) == (Status.WRONG, 5, {FIRST})
    assert failed(verdict)[LATER].startswith("glide_step raises IndexError: only integers")
    assert "(line 10: `v = 0 * w if state is None else state['v']`)" in failed(verdict)[LATER]


def test_the_first_of_several_failures_is_the_one_that_is_told(make_bank):
    count = (BEGIN, "v, t = state or (0 * w, 0)"), ("state = v", "state = v, t + 1 + 0 // (2 - t)")
    assert failed(judged(make_bank, *count))[LATER].startswith("glide_step raises ZeroDivisionError")


def test_a_step_that_returns_the_weights_alone_is_told_what_else_to_return(make_bank):
    verdict = judged(make_bank, (RETURN, "return w"))
    assert failed(verdict) == {FIRST: "glide_step returns one value, expected 2: w, state"}
    assert skipped(verdict) == {LATER: "needs glide_step"}


LATE = ("state = v", "late, state = state is not None, v")


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ("return (None if late else w), state", "w is None, expected an array of real numbers of shape "),
        ("return (w * 1j if late else w), state", "w holds complex numbers, expected an array of real numbers"),
        ("return (w[0] if late else w), state", "w has shape "),
        ("return (w[None] if late else w), state", "w has shape "),
        ("return (0.0 if late else w), state", "w has shape "),
        ("if not late: return w, state", "glide_step returns nothing (is the `return` missing?), expected 2: w, state"),
    ],
    ids=["none", "complex", "one-row", "one-more-axis", "a-number", "no-return"],
)
def test_what_is_no_array_of_weights_at_a_later_call_costs_the_later_updates_only(make_bank, returned, says):
    verdict = judged(make_bank, LATE, (RETURN, returned))
    assert passed(verdict) == {FIRST}
    assert failed(verdict)[LATER].startswith(says)


@pytest.mark.parametrize(
    "returned", ["None", "w[0]", "w.ravel()", "w[None]", "w.T", "0.0", "np.ma.array(w)", "w.astype(str)"]
)
def test_what_is_no_array_of_weights_at_all_costs_both(make_bank, returned):
    verdict = judged(make_bank, (RETURN, f"return {returned}, state"))
    assert set(failed(verdict)) == {FIRST, LATER}
    assert skipped(verdict) == {}


def test_without_its_first_weights_a_step_is_still_asked_for_the_later_ones(make_bank):
    verdict = judged(make_bank, LATE, (RETURN, "return (w if late else None), state"))
    assert (passed(verdict), set(failed(verdict))) == ({LATER}, {FIRST})


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ("w.ravel()", "w has shape (6,), expected (3, 2)"),
        ("None", "w is None, expected an array of real numbers of shape (3, 2)"),
    ],
)
def test_a_wrong_shape_is_told_as_the_learner_sees_it(make_bank, returned, says):
    verdict = judged(make_bank, (RETURN, f"return {returned}, state"))
    assert failed(verdict) == {FIRST: says, LATER: says}


def test_weights_that_do_not_move_are_not_called_zeros(make_bank):
    says = "the update of w is all zeros"
    assert failed(judged(make_bank, (STEP, "w = 1.0 * w"))) == {FIRST: says, LATER: says}


# Precision


def walking(make_bank, scale, steps=4):
    """A case whose weights are so many times as large as its gradients."""
    case = Case(name="a case", sizes=SIZES, steps=steps, inputs={"w": Change(scale=scale)})
    return case, expected(make_bank, case)[0]


def test_what_is_lost_is_the_size_of_the_weights_over_that_of_their_updates(make_bank):
    _, found = walking(make_bank, 1e6)
    moved = max(np.abs(found.right[FIRST]).max(), np.abs(found.right[LATER]).max())
    assert found.lost == pytest.approx(np.abs(found.inputs["w"]).max() / moved)
    assert found.condition == found.lost > 1e5


def test_nothing_is_lost_where_nothing_moves(make_bank):
    case = Case(name="a case", sizes=SIZES, steps=2, inputs={"dw": Change(scale=0)})
    found, _ = expected(make_bank, case)
    assert found.lost == np.abs(found.inputs["w"]).max()


THIRDS = (STEP, "w = (3 * w - 3 * lr * v) / 3")


def test_the_rounding_of_large_weights_costs_nothing(make_bank):
    case, found = walking(make_bank, 1e8)
    w, moved = found.inputs["w"][:1], found.right[FIRST]
    assert np.abs((3 * w + 3 * moved) / 3 - w - moved).max() > 1e-9 * np.abs(moved).max()
    assert judged(make_bank, THIRDS, case=case).status is Status.RIGHT


def test_beside_large_weights_a_small_mistake_is_still_seen(make_bank):
    case, _ = walking(make_bank, 1e8)
    assert set(failed(judged(make_bank, (STEP, "w = w - 1.001 * lr * v"), case=case))) == {FIRST, LATER}


def test_weights_in_single_precision_may_lose_what_single_precision_loses(make_bank):
    case, _ = walking(make_bank, 1e3)
    assert judged(make_bank, (STEP, "w = (w - lr * v).astype('f4')"), case=case).status is Status.RIGHT
    rounded = "w = (w - lr * v).astype('f4').astype('f8')"
    assert set(failed(judged(make_bank, (STEP, rounded), case=case))) == {FIRST, LATER}


@pytest.mark.parametrize(("scale", "wrong"), [(1.0, set()), (1e-6, {FIRST, LATER})])
def test_a_misplaced_eps_is_seen_where_gradients_are_small(make_bank, scale, wrong):
    case = Case(name="a case", sizes=SIZES, steps=4, inputs={"dw": Change(scale=scale)})
    source = changed(SQUARES, ("(np.sqrt(state) + eps)", "np.sqrt(state + eps**2)"))
    verdict = graded(make_bank(squares=SQUARES), source, asked("squares", ["squares_step"], [case]))
    assert set(failed(verdict)) == wrong


# Updates


BEFORE = np.array([[1.0, 2.0], [3.0, 5.0]])
ONE, TWO = np.array([1.5, 1.0]), np.array([2.0, 8.0])


def test_an_update_is_the_weights_less_those_before():
    assert updates(BEFORE, [ONE, TWO]).tolist() == [[0.5, -1.0], [-1.0, 3.0]]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [(("f4", "f4"), "f4"), (("f4", "f8"), "f8"), (("f8", "f4"), "f8"), (("i8", "i8"), "f8")],
)
def test_updates_are_in_single_precision_where_all_weights_are(kinds, expected):
    found = updates(BEFORE, [w.astype(kind) for w, kind in zip((ONE, TWO), kinds, strict=True)])
    assert found.dtype == expected


def test_the_difference_is_taken_before_it_is_rounded():
    before = np.array([[1.0 + 2.0**-30]])
    assert updates(before, [np.ones(1, "f4")]).tolist() == [[-(2.0**-30)]]


NOTHING = Oddity("none")
RAISED = Failed("glide_step", Failure(Reason.RAISED, "ValueError"))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([ONE, NOTHING], Misshapen("w", NOTHING, (2,))),
        ([ONE, RAISED], RAISED),
        ([NOTHING, RAISED], Misshapen("w", NOTHING, (2,))),
        ([Miscounted("glide_step", 3), ONE], Miscounted("glide_step", 3)),
    ],
)
def test_where_weights_are_missing_the_first_reason_stands_for_all_updates(found, expected):
    assert updates(BEFORE, found) == expected


@pytest.mark.parametrize("shape", [(), (1,), (3,), (1, 2), (2, 1), (0,)])
def test_weights_of_another_shape_never_pass_for_updates(shape):
    for found in ([np.ones(shape), TWO], [ONE, np.ones(shape)]):
        assert updates(BEFORE, found) == Misshapen("w", shape, (2,))


def test_weights_beyond_all_numbers_are_no_warning():
    assert updates(np.full((1, 1), -1e308), [np.full(1, 1e308)]).tolist() == [[np.inf]]


# Replies


def test_a_failure_at_the_first_call_leaves_the_later_ones_without_a_state(make_bank):
    found, steps = expected(make_bank)
    failure = Failure(Reason.RAISED, "ValueError")
    answers = steps.answers(found, [failure] * 4)
    assert answers == {FIRST: Failed("glide_step", failure), LATER: Needs("glide_step")}


def test_another_number_of_results_at_the_first_call_does_the_same(make_bank):
    found, steps = expected(make_bank)
    answers = steps.answers(found, [Results({}, count=3), *[Results({"w": np.ones((3, 2))})] * 3])
    assert answers == {FIRST: Miscounted("glide_step", 3), LATER: Needs("glide_step")}


def test_both_updates_are_the_work_of_the_step(make_bank):
    steps = plan(glide(CASE), make_bank(glide=GLIDE).layer("glide"))
    assert steps.function(FIRST) is steps.function(LATER) is steps.functions[0]
    assert [function.name for function in steps.functions] == ["glide_step"]
