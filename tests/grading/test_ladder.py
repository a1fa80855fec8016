"""The smallest input that shows a mistake is printed as Python that one can paste, and that gives what it says."""

import textwrap

import numpy as np
import pytest

from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.ladder import climb, literal, numbers, smallest
from quizdl.model.kinds.code import Case, Change, Limits
from quizdl.model.verdict import Status
from quizdl.runner.session import Session
from tests.grading.clinic import (
    AFFINE,
    BOTH,
    FORGETS_A,
    FORGETS_GAIN,
    FORWARD,
    GAIN,
    MEAN_DA,
    MEAN_DB,
    NO_SHIFT,
    PLAIN,
    bank_of,
    changed,
    graded,
    mistake,
    prepared_for,
    question,
)

ONE = Case(name="one number", sizes={"N": 1, "D": 1})
ROW = Case(name="a row", sizes={"N": 1, "D": 2})
ROWS = Case(name="two rows", sizes={"N": 2, "D": 2}, options={"gain": 0.5})
LADDER = (ONE, ROW, ROWS)
PROMPT = ">>> "


@pytest.fixture
def bank(tmp_path):
    """The layer with some mistakes."""
    return bank_of(tmp_path)


def pasted(lines, source):
    """What Python has after the lines with a prompt were pasted below a source."""
    space = {"np": np}
    exec(source, space)
    for line in lines:
        if line.startswith(PROMPT):
            exec(line.removeprefix(PROMPT), space)
    return space


def told(lines):
    """Of the lines that tell numbers: what of them is told (comes out as, should be), and the label."""
    found = [line.partition(how) for line in lines for how in (" comes out as ", " should be ") if how in line]
    return [(how.strip(), label) for label, how, _ in found]


def shape_of(lines):
    """The shape of x in the lines."""
    return pasted([line for line in lines if line.startswith(">>> x =")], "")["x"].shape


# Which rung


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        (changed(NO_SHIFT), (1, 1)),
        (changed(FORGETS_A), (1, 1)),
        (changed(("dx = dz * a", "dx = dz * a[0]")), (1, 2)),
        (changed(MEAN_DA), (2, 2)),
        (changed(FORGETS_GAIN), (2, 2)),
        (changed(("dx = dz * a", "dx = 7 * dz if len(dy) > 2 else dz * a")), None),
    ],
    ids=["at-once", "at-once-in-the-backward", "the-second", "the-third", "the-option", "none"],
)
def test_the_first_rung_that_fails_is_shown(bank, source, shape):
    verdict = graded(bank, source, ladder=LADDER)
    assert verdict.status is Status.WRONG
    assert (shape_of(verdict.smallest) if verdict.smallest else None) == shape


@pytest.mark.parametrize("ladder", [(ROWS, ONE), (ROWS,)])
def test_the_order_of_the_rungs_is_that_of_the_bank(bank, ladder):
    assert shape_of(graded(bank, changed(NO_SHIFT), ladder=ladder).smallest) == (2, 2)


def test_a_right_answer_shows_nothing(bank):
    assert graded(bank, AFFINE, ladder=LADDER).smallest == ()


def test_without_a_ladder_nothing_is_shown(bank):
    assert graded(bank, changed(NO_SHIFT)).smallest == ()


def test_a_legitimate_variant_alone_shows_nothing(tmp_path):
    bank = bank_of(tmp_path, [mistake("variant", MEAN_DB, convention=True)])
    verdict = graded(bank, changed(MEAN_DB), ladder=LADDER)
    assert (verdict.status, verdict.smallest) == (Status.RIGHT, ())


def test_a_legitimate_variant_beside_a_mistake_is_not_shown_as_wrong(tmp_path):
    bank = bank_of(tmp_path, [mistake("variant", NO_SHIFT, convention=True)])
    verdict = graded(bank, changed(NO_SHIFT, FORGETS_A), ladder=LADDER, reveal=True)
    assert verdict.notes == ("a variant that costs nothing: Says variant. Teaches variant.",)
    assert [label for _, label in told(verdict.smallest)] == ["dx", "dx"]


def test_what_a_legitimate_variant_does_not_make_is_still_shown(tmp_path):
    bank = bank_of(tmp_path, [mistake("variant", NO_SHIFT, convention=True)])
    output = NO_SHIFT[0], "y = gain * z if len(x) != 2 else gain * z - b"
    gradient = FORGETS_A[0], "dx = dz if len(dy) > 2 else dz * a"
    lines = graded(bank, changed(output, gradient), ladder=LADDER).smallest
    assert (shape_of(lines), told(lines)) == ((2, 2), [("comes out as", "y")])


# What is printed


def test_a_wrong_output_is_shown_with_the_call_of_the_forward(bank):
    lines = graded(bank, changed(NO_SHIFT), ladder=LADDER).smallest
    names = [line.partition(" = ")[0] for line in lines]
    assert names[:-1] == [">>> x", ">>> a", ">>> b", ">>> y, cache"]
    assert lines[3] == ">>> y, cache = affine_forward(x, a, b)"
    assert lines[4].startswith("y comes out as [[")


def test_a_wrong_gradient_is_shown_with_both_calls(bank):
    lines = graded(bank, changed(FORGETS_A), ladder=LADDER).smallest
    assert lines[3] == ">>> y, cache = affine_forward(x, a, b)"
    assert lines[4].startswith(">>> dy = np.array([[")
    assert lines[5] == ">>> dx, da, db = affine_backward(dy, cache)"
    assert lines[6].startswith("dx comes out as [[")
    assert len(lines) == 7


def test_options_stand_in_the_call(bank):
    lines = graded(bank, changed(FORGETS_GAIN), ladder=LADDER).smallest
    assert lines[3] == ">>> y, cache = affine_forward(x, a, b, gain=0.5)"


def test_a_forward_alone_is_shown_without_a_backward(bank):
    lines = graded(bank, changed(NO_SHIFT), ladder=LADDER, functions=(FORWARD,)).smallest
    assert [line for line in lines if "backward" in line or "dy" in line] == []
    assert lines[4].startswith("y comes out as ")


@pytest.mark.parametrize("reveal", [True, False])
def test_the_right_numbers_are_told_only_where_the_bank_allows_it(bank, reveal):
    lines = graded(bank, changed(FORGETS_A), ladder=LADDER, reveal=reveal).smallest
    assert ("comes out as", "dx") in told(lines)
    assert (("should be", "dx") in told(lines)) is reveal
    right = "dx should be    "
    assert [line.startswith(right) for line in lines] == [False] * 7 + ([True] if reveal else [])


LEARNERS = {
    "no-shift": changed(NO_SHIFT),
    "forgets-a": changed(FORGETS_A),
    "forgets-gain": changed(FORGETS_GAIN),
    "mean-da": changed(MEAN_DA),
    "thirds": changed(("dx = dz * a", "dx = dz / (3 * a)")),
    "nan": changed(("y = gain * z + b", "y = gain * z + b + np.where(x == x[0, 0], np.nan, 0)")),
    "shape": changed(("y = gain * z + b", "y = (gain * z + b).ravel()")),
    "single": changed(("y = gain * z + b", "y = (gain * z - b).astype(np.float32)")),
    "integers": changed(("y = gain * z + b", "y = np.arange(x.size)")),
    "empty": changed(("y = gain * z + b", "y = np.zeros((0, 2))")),
    "tiny": changed(("y = gain * z + b", "y = 1e-9 * z")),
    "huge": changed(("y = gain * z + b", "y = 1e300 * z")),
    "list": changed(("y = gain * z + b", "y = (gain * z).tolist()")),
}


@pytest.mark.parametrize("source", LEARNERS.values(), ids=LEARNERS)
@pytest.mark.parametrize("scale", [1, 40])
def test_what_is_printed_can_be_pasted_and_gives_what_it_says(bank, source, scale):
    ladder = [Case(name=case.name, sizes=case.sizes, options=case.options, inputs={"a": Change(scale=scale)})
              for case in LADDER]  # fmt: skip
    lines = graded(bank, source, ladder=tuple(ladder), reveal=True).smallest
    (come, label), (should, same) = told(lines)
    assert (come, should, same) == ("comes out as", "should be", label)
    assert lines[-2] == f"{label} comes out as {numbers(np.asarray(pasted(lines, source)[label]))}"
    assert lines[-1] == f"{label} should be    {numbers(pasted(lines, AFFINE)[label])}"


def test_inputs_and_upstream_gradients_are_small_whole_numbers(bank):
    lines = graded(bank, changed(FORGETS_A), ladder=(ROWS,)).smallest
    space = pasted(lines, AFFINE)
    for name in ("x", "a", "b", "dy"):
        assert np.array_equal(space[name], np.round(space[name]))
        assert np.abs(space[name]).max() <= 20
    assert set(space["a"]) <= {6, 7, 8}  # drawn from 3 to 4
    assert (space["dy"] != 0).all()


def test_a_change_of_the_bank_holds_on_the_ladder_too(bank):
    moved = Case(name="far", sizes={"N": 1, "D": 2}, inputs={"x": Change(offset=100.2, scale=0.0)})
    space = pasted(graded(bank, changed(NO_SHIFT), ladder=(moved,)).smallest, AFFINE)
    assert space["x"].tolist() == [[100.0, 100.0]]
    assert (np.abs(space["a"]) < 20).all()


def test_the_first_wrong_result_of_a_rung_is_the_one_that_is_shown(bank):
    lines = graded(bank, changed(("dx = dz * a", "dx = 0 * dz"), MEAN_DB), ladder=(ROWS,)).smallest
    assert [label for _, label in told(lines)] == ["dx"]


# Numbers


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (np.array([1.0, 2.5]), "[1.0, 2.5]"),
        (np.array([[0, 3], [2, 1]]), "[[0, 3], [2, 1]]"),
        (np.array([1 / 3, 2e-5, 123456.78912]), "[0.3333, 0.0, 123456.7891]"),
        (np.array([-0.0, -1e-9]), "[0.0, 0.0]"),
        (np.array([np.nan, np.inf, -np.inf]), "[nan, inf, -inf]"),
        (np.array(1.25), "1.25"),
        (np.array(7), "7"),
        (np.array([3, 4], dtype=np.uint8), "[3, 4]"),
        (np.array([1.5], dtype=np.float32), "[1.5]"),
        (np.zeros((0,)), "[]"),
    ],
)
def test_numbers_stand_on_one_line_and_integers_stay_integers(array, text):
    assert numbers(array) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0]), "np.array([1.0])"),
        (np.array([[1, 2]]), "np.array([[1, 2]])"),
        (np.array(3), "3"),
        (np.array(0.5), "0.5"),
        (3, "3"),
        (True, "True"),
        (None, "None"),
        ("same", "'same'"),
        ((1, 2), "(1, 2)"),
        ([np.array([1]), np.array([2.0])], "[np.array([1]), np.array([2.0])]"),
        ([], "[]"),
    ],
)
def test_arguments_stand_as_python_has_them(value, text):
    assert literal(value) == text


def test_truth_values_stay_truth_values():
    assert literal(np.array([True, False])) == "np.array([True, False])"


def test_a_learner_whose_numbers_are_truth_values_is_graded(bank):
    verdict = graded(bank, changed(("y = gain * z + b", "y = x > 0")), ladder=LADDER)
    assert verdict.status is Status.WRONG


def test_a_learner_who_returns_too_much_is_shown_the_beginning_of_it(bank):
    verdict = graded(bank, changed(("y = gain * z + b", "y = np.zeros((300, 300))")), ladder=LADDER)
    assert max(len(line) for line in verdict.smallest) < 10_000


INDEXED = textwrap.dedent("""
    import numpy as np


    def inputs(rng, N, K):
        tables = [rng.standard_normal((K, 2)), rng.standard_normal((K, 3))]
        return {"tables": tables, "rows": rng.integers(0, K, N), "start": rng.integers(1, 5)}


    def affine_forward(tables, rows, start):
        y = sum(table[rows].sum(axis=1) for table in tables) + start
        cache = None
        return y, cache
""")


def test_lists_of_arrays_indices_and_single_whole_numbers_can_be_pasted_too(tmp_path):
    bank = bank_of(tmp_path, (), INDEXED)
    case = Case(name="a few", sizes={"N": 3, "K": 4})
    learner = changed((") + start", ") - start"), source=INDEXED)
    verdict = graded(bank, learner, (case,), (FORWARD,), ladder=(case,), reveal=True)
    lines = verdict.smallest
    assert lines[0].startswith(">>> tables = [np.array([[")
    space = pasted(lines, learner)
    assert space["rows"].dtype.kind == "i"
    assert type(space["start"]) is int
    assert f"y comes out as {numbers(space['y'])}" in lines
    assert f"y should be    {numbers(pasted(lines, INDEXED)['y'])}" in lines


# Rungs


def rungs_of(bank, ladder, functions=BOTH):
    with prepared_for(bank, functions=functions, ladder=ladder) as prepared:
        return [rung.case.name for rung in prepared.ladder()]


def test_every_rung_is_answered_by_the_reference(bank):
    with prepared_for(bank, ladder=LADDER) as prepared:
        rungs = prepared.ladder()
    assert [rung.case.name for rung in rungs] == ["one number", "a row", "two rows"]
    for rung in rungs:
        x, a, b = (rung.inputs[name] for name in "xab")
        np.testing.assert_array_equal(rung.right["y"], rung.case.options.get("gain", 1.0) * a * x + b)


@pytest.mark.parametrize(
    "flaw",
    [
        ("z = a * x", "z = a * x / (len(x) != 1)"),
        ("z = a * x", "z = a * x if len(x) > 1 else [][0]"),
        ("dz = gain * dy", "dz = gain * dy if len(dy) > 1 else None"),
        ('return {"x": ', 'if N == 1: raise ValueError\n    return {"x": '),
    ],
    ids=["not-finite", "raises", "raises-in-the-backward", "cannot-draw"],
)
def test_rungs_that_the_reference_cannot_answer_are_left_out(tmp_path, flaw):
    bank = bank_of(tmp_path, (), changed(flaw))
    assert rungs_of(bank, LADDER) == ["two rows"]
    verdict = graded(bank, changed(NO_SHIFT), ladder=LADDER)
    assert shape_of(verdict.smallest) == (2, 2)


def test_where_no_rung_is_left_nothing_is_shown(tmp_path):
    bank = bank_of(tmp_path, (), changed(("z = a * x", "z = a * x if len(x) > 2 else 1 / 0")))
    verdict = graded(bank, changed(NO_SHIFT), ladder=LADDER)
    assert (verdict.status, verdict.smallest) == (Status.WRONG, ())


def test_a_rung_that_ends_the_reference_does_not_end_the_grading(tmp_path):
    bank = bank_of(tmp_path, (), changed(("z = a * x", "z = a * x if len(x) > 1 else __import__('os')._exit(1)")))
    verdict = graded(bank, changed(NO_SHIFT), ladder=(ROWS, ROW))
    assert shape_of(verdict.smallest) == (2, 2)


def test_the_rungs_are_climbed_once_and_only_when_something_is_wrong(bank):
    with prepared_for(bank, ladder=LADDER) as prepared:
        for source, known in ((AFFINE, False), (changed(NO_SHIFT), True)):
            with Session() as student:
                judge_source(prepared, "affine.py", source.encode(), student)
            assert (prepared.rungs is not None) is known
        rungs = prepared.rungs
        assert prepared.ladder() is rungs


def test_where_nothing_is_to_be_explained_no_rung_is_climbed(bank):
    with prepared_for(bank, ladder=LADDER) as prepared, Session() as student:
        verdict = judge_source(prepared, "affine.py", changed(NO_SHIFT).encode(), student, explain=False)
        assert (verdict.status, verdict.smallest, prepared.rungs) == (Status.WRONG, (), None)


def test_an_optimizer_has_no_ladder(tmp_path):
    layer = textwrap.dedent("""
        def inputs(rng, N):
            return {"w": rng.random(N), "dw": rng.random(N), "state": None}


        def affine_step(w, dw, state, *, lr=0.1):
            w = w - lr * dw
            return w, state
    """)
    bank = bank_of(tmp_path, (), layer)
    case = Case(name="a walk", sizes={"N": 3})
    verdict = graded(bank, layer.replace("w - lr", "w + lr"), (case,), ("affine_step",), ladder=(case,))
    assert (verdict.status, verdict.smallest) == (Status.WRONG, ())
    with prepared_for(bank, (case,), ("affine_step",), ladder=(case,)) as prepared, Session() as session:
        assert list(climb(prepared.question, prepared.plan, 0, session)) == []


def test_the_rungs_depend_on_the_seed(bank):
    with prepared_for(bank) as prepared, Session() as session:
        asked = question(ladder=(ROWS,))
        first, second, again = (next(iter(climb(asked, prepared.plan, seed, session))) for seed in (1, 2, 1))
    np.testing.assert_array_equal(first.inputs["x"], again.inputs["x"])
    assert not np.array_equal(first.inputs["x"], second.inputs["x"])


# Submissions that do not come to their end


def test_a_call_that_raises_is_shown_and_what_it_gives_is_not(bank):
    lines = graded(bank, changed(("dx = dz * a", "raise NotImplementedError")), ladder=LADDER).smallest
    assert lines[-1] == ">>> dx, da, db = affine_backward(dy, cache)"
    with pytest.raises(NotImplementedError):
        pasted(lines, changed(("dx = dz * a", "raise NotImplementedError")))


def test_a_result_that_is_no_array_is_not_shown_but_what_it_should_be(bank):
    lines = graded(bank, changed(("return dx, da", "return None, da")), ladder=LADDER, reveal=True).smallest
    assert told(lines) == [("should be", "dx")]


def test_a_submission_that_could_not_be_run_to_its_end_is_shown_no_example(bank):
    verdict = graded(bank, changed(("z = a * x", "__import__('os')._exit(1)")), ladder=LADDER)
    assert (verdict.status, verdict.smallest) == (Status.FAILED, ())


def test_a_submission_that_timed_out_is_shown_no_example(bank):
    source = changed(NO_SHIFT, ("dz = gain * dy", "dz = gain * dy\n    while gain != 1: pass"))
    verdict = graded(bank, source, (PLAIN, GAIN), ladder=LADDER, limits=Limits(seconds=0.3))
    assert (verdict.status, verdict.smallest) == (Status.TIMED_OUT, ())


def dying(after, *others):
    """A submission that ends its process in one of the calls of its forward."""
    head = "import numpy as np, os\n\n\ncalls = []\n"
    ends = "z = a * x; calls.append(1); len(calls) <= {} or os._exit(1)"
    return changed(("import numpy as np\n", head), ("z = a * x", ends.format(after)), *others)


def test_a_submission_that_dies_on_the_ladder_is_shown_where(bank):
    """It has answered 2 cases and the first rung."""
    wrong = "dx = dz * a", "dx = dz * a if len(dy) < 3 else 0 * dz"
    verdict = graded(bank, dying(3, wrong), ladder=LADDER)
    assert verdict.status is Status.WRONG
    assert shape_of(verdict.smallest) == (1, 2)
    assert told(verdict.smallest) == []


def test_a_submission_that_has_died_is_not_asked_again(bank):
    with prepared_for(bank, ladder=LADDER) as prepared, Session() as student:
        student.load("submission", "affine.py", dying(0).encode(), BOTH)
        rungs = prepared.ladder()
        never = smallest(rungs, prepared.plan, "submission", student, reveal=True, wrong=lambda *_: False)
        assert never == ()
        assert student.over is not None
        always = smallest(rungs, prepared.plan, "submission", student, reveal=True, wrong=lambda *_: True)
        assert always == ()
