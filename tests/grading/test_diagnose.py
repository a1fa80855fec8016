"""The mistake whose numbers an answer has is named: exactly, two at once, or nearly; and nothing else ever is."""

import numpy as np
import pytest

from quizdl.grading.code import diagnose as diagnosing
from quizdl.grading.code import mistakes as mistaking
from quizdl.grading.code.diagnose import Patient, diagnose
from quizdl.model.kinds.code import Case, Limits
from quizdl.model.verdict import Outcome, Status
from tests.grading.clinic import (
    AFFINE,
    EDITS,
    FORGETS_A,
    FORGETS_GAIN,
    FORWARD,
    GAIN,
    GAIN_ON_SHIFT,
    MEAN_DA,
    MEAN_DB,
    MISTAKES,
    NO_SHIFT,
    PLAIN,
    bank_of,
    changed,
    graded,
    mistake,
    outcome,
    prepared_for,
)

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
OTHER_CODE = {
    "no-shift": ("y = gain * z + b", "y = np.einsum('nd,d->nd', x, a) * gain"),
    "gain-on-shift": ("y = gain * z + b", "y = gain * z + gain * b"),
    "forgets-a": ("dx = dz * a", "dx = np.array([[float(one) for one in row] for row in dz])"),
    "forgets-gain": ("dz = gain * dy", "dz = (gain * dy) / gain"),
    "mean-da": ("(dz * x).sum(axis=0)", "np.einsum('nd,nd->d', dz, x) / len(x)"),
    "mean-db": ("db = dy.sum(axis=0)", "db = sum(dy) / len(dy)"),
}
"""Name of a mistake -> how a learner has written it."""
CONVENTION = mistake("variant", MEAN_DB, convention=True)
NOTE = "a variant that costs nothing: Says variant. Teaches variant."
FITS = " (The backward fits that forward and keeps its points.)"


def called(name):
    """The feedback on one mistake."""
    return f"These are the numbers of code with this mistake: Says {name}.", f"Teaches {name}."


def said_of(verdict):
    """What is claimed of an answer."""
    return verdict.diagnosis, verdict.feedback


NOTHING = ((), ())


# One mistake


@pytest.mark.parametrize("name", EDITS)
def test_the_mistake_that_makes_exactly_these_numbers_is_named_with_what_it_teaches(tmp_path, name):
    verdict = graded(bank_of(tmp_path), changed(OTHER_CODE[name]))
    assert (verdict.status, verdict.diagnosis, verdict.feedback) == (Status.WRONG, (f"affine/{name}",), called(name))
    assert verdict.notes == ()


def test_whole_functions_with_a_mistake_are_recognized_as_well(tmp_path):
    code = (
        "def affine_backward(dy, cache):\n    x, a, gain = cache\n    return dy * a, dy.sum(axis=0), dy.sum(axis=0)\n"
    )
    bank = bank_of(tmp_path, [mistake("whole", code=code)])
    verdict = graded(bank, changed(FORGETS_GAIN, ("(dz * x).sum(axis=0)", "dz.sum(axis=0)")))
    assert said_of(verdict) == (("affine/whole",), called("whole"))


def test_of_two_mistakes_with_the_same_numbers_the_first_is_named(tmp_path):
    same = mistake("first", FORGETS_A), mistake("second", ("dx = dz * a", "dx = 1.0 * dz"), like="first")
    assert said_of(graded(bank_of(tmp_path, same), changed(FORGETS_A))) == (("affine/first",), called("first"))


@pytest.mark.parametrize("mistakes", [MISTAKES, ()], ids=["known", "none-known"])
def test_numbers_of_no_mistake_are_given_no_name(tmp_path, mistakes):
    verdict = graded(bank_of(tmp_path, mistakes), changed(("dx = dz * a", "dx = 7 * dz")))
    assert verdict.status is Status.WRONG
    assert said_of(verdict) == NOTHING


def test_a_right_answer_is_not_diagnosed(tmp_path):
    verdict = graded(bank_of(tmp_path), AFFINE)
    assert (verdict.status, said_of(verdict), verdict.notes) == (Status.RIGHT, NOTHING, ())


def test_rounding_does_not_hide_a_mistake(tmp_path):
    verdict = graded(bank_of(tmp_path), changed(("dx = dz * a", "dx = dz.astype(np.float32)")))
    assert verdict.diagnosis == ("affine/forgets-a",)


def test_a_forward_alone_is_diagnosed_as_well(tmp_path):
    verdict = graded(bank_of(tmp_path), changed(GAIN_ON_SHIFT), functions=(FORWARD,))
    assert said_of(verdict) == (("affine/gain-on-shift",), called("gain-on-shift"))


def test_a_step_of_an_optimizer_is_diagnosed_as_well(tmp_path):
    layer = """
def inputs(rng, N):
    return {"w": rng.standard_normal(N), "dw": rng.standard_normal(N), "state": None}


def affine_step(w, dw, state, *, lr=0.1):
    state = 1 if state is None else state + 1
    w = w - lr * dw
    return w, state
"""
    later = mistake("decays", ("w - lr * dw", "w - lr / state * dw"))
    bank = bank_of(tmp_path, [mistake("climbs", ("w - lr", "w + lr")), later], layer=layer)
    case = Case(name="a walk", sizes={"N": 3}, steps=4)
    decaying = layer.replace("w - lr * dw", "w - dw * (lr / state)")
    verdict = graded(bank, decaying, (case,), ("affine_step",))
    assert outcome(verdict, "w: first update, a walk (3)")[0] is PASSED
    assert said_of(verdict) == (("affine/decays",), called("decays"))


def test_a_layer_that_drops_at_random_is_diagnosed_by_its_statistics(tmp_path):
    layer = """
def inputs(rng, N):
    return {"x": rng.standard_normal((N, N))}


def affine_forward(x, *, p, training, rng):
    kept = rng.random(x.shape) >= p
    y = x * kept / (1 - p) if training else x
    cache = kept, p, training
    return y, cache


def affine_backward(dy, cache):
    kept, p, training = cache
    dx = dy * kept / (1 - p) if training else dy
    return dx
"""
    unscaled = mistake("unscaled", ("y = x * kept / (1 - p)", "y = x * kept"))
    bank = bank_of(tmp_path, [mistake("keeps-p", (">= p", "< p")), unscaled], layer=layer)
    case = Case(name="training", sizes={"N": 40}, options={"p": 0.3, "training": True})
    other = layer.replace("rng.random(x.shape) >= p", "rng.binomial(1, 1 - p, x.shape)")
    assert graded(bank, other, (case,)).status is Status.RIGHT
    verdict = graded(bank, other.replace("y = x * kept / (1 - p)", "y = np.where(kept, x, 0)"), (case,))
    assert said_of(verdict)[0] == ()
    verdict = graded(bank, other.replace("y = x * kept / (1 - p)", "y = kept * x"), (case,))
    assert said_of(verdict) == (("affine/unscaled",), called("unscaled"))


def test_an_initializer_is_diagnosed_by_its_statistics(tmp_path):
    """Another way to draw gives other numbers, and the same statistics within what chance allows."""
    layer = """
def inputs(rng, rows, columns):
    return {}


def affine_init(shape, *, rng):
    w = rng.standard_normal(shape) / shape[0] ** 0.5
    return w
"""
    wide = mistake("wide", ("/ shape[0] ** 0.5", "* 1.0"))
    bank = bank_of(tmp_path, [mistake("narrow", ("** 0.5", "** 1.0")), wide], layer=layer)
    case = Case(name="weights", sizes={"rows": 120, "columns": 100})
    asked = {"cases": (case,), "functions": ("affine_init",)}
    other = layer.replace("rng.standard_normal(shape) / shape[0] ** 0.5", "rng.normal(0, shape[0] ** -0.5, shape)")
    assert graded(bank, other, **asked).status is Status.RIGHT
    for exponent, name in (("-1.0", "narrow"), ("0.0", "wide"), ("-0.3", None)):
        verdict = graded(bank, other.replace("-0.5", exponent), **asked)
        assert verdict.diagnosis == ((f"affine/{name}",) if name else ())


# Nothing is said against the evidence


@pytest.mark.parametrize(
    "source",
    [
        changed(("dx = dz * a", "dx = dz if len(dy) == 4 else dz * a")),
        changed(("dx = dz * a", "dx = dz * a if len(dy) == 4 else dz")),
        changed(("dx = dz * a", "dx = dz if len(dy) == 4 else 3 * dz")),
        changed(FORGETS_A, ("db = dy.sum(axis=0)", "db = 9 * dy.sum(axis=0)")),
        changed(FORGETS_A, ("db = dy.sum(axis=0)", "db = dy.sum(axis=0) if len(dy) == 4 else 9 * dy.sum(axis=0)")),
    ],
    ids=[
        "right-in-the-second",
        "right-in-the-first",
        "else-in-the-second",
        "another-gradient",
        "another-gradient-once",
    ],
)
def test_a_mistake_is_not_named_where_one_case_speaks_against_it(tmp_path, source):
    assert graded(bank_of(tmp_path, [mistake("forgets-a", FORGETS_A)]), source).diagnosis == ()


def test_a_mistake_is_not_named_where_it_would_show_and_the_answer_is_right(tmp_path):
    wide = Case(name="wide", sizes={"N": 2, "D": 6}, options={"gain": 3.0})
    only_here = changed(("dz = gain * dy", "dz = dy if len(dy) == 5 else gain * dy"))
    bank = bank_of(tmp_path)
    assert graded(bank, changed(FORGETS_GAIN), (GAIN, wide)).diagnosis == ("affine/forgets-gain",)
    assert graded(bank, only_here, (GAIN, wide)).diagnosis == ()


@pytest.mark.parametrize(
    ("learner", "named"),
    [("b / 0 * 0 + gain * z", True), ("np.where(x > 0, np.nan, gain * z)", False), ("b / 0 + gain * z", False)],
    ids=["nan-at-the-same-places", "nan-elsewhere", "infinite-instead"],
)
def test_numbers_that_are_none_are_matched_place_by_place(tmp_path, learner, named):
    bank = bank_of(tmp_path, [mistake("divides", ("gain * z + b", "gain * z + b / (0 * b)" + " * 0"))])
    verdict = graded(bank, changed(("gain * z + b", learner.replace("/ 0", "/ (b - b)"))))
    assert verdict.diagnosis == (("affine/divides",) if named else ())


def test_some_numbers_that_are_none_leave_the_others_to_be_matched(tmp_path):
    root = "gain * z + b", "np.sqrt(gain * z) + b"
    bank = bank_of(tmp_path, [mistake("root", root)])
    rooted = "np.where(gain * z < 0, np.nan, np.abs(gain * z) ** 0.5)"
    assert graded(bank, changed(("gain * z + b", f"{rooted} + b"))).diagnosis == ("affine/root",)
    assert graded(bank, changed(("gain * z + b", f"{rooted} - b"))).diagnosis == ()


@pytest.mark.parametrize(
    ("learner", "named"),
    [("raise ValueError('no')", True), ("raise TypeError('no')", False), ("raise ValueError('other')", True)],
    ids=["the-same", "another-type", "another-message"],
)
def test_code_that_fails_has_the_mistake_that_fails_in_the_same_way(tmp_path, learner, named):
    fails = "db = dy.sum(axis=0)", "raise ValueError('no')"
    verdict = graded(bank_of(tmp_path, [mistake("fails", fails)]), changed(("db = dy.sum(axis=0)", learner)))
    assert verdict.diagnosis == (("affine/fails",) if named else ())


def test_a_result_of_another_kind_is_matched_by_its_kind(tmp_path):
    bank = bank_of(tmp_path, [mistake("none", ("return dx, da", "return None, da"))])
    assert graded(bank, changed(("return dx, da", "dx = None; return dx, da"))).diagnosis == ("affine/none",)
    assert graded(bank, changed(("return dx, da", "return 'dx', da"))).diagnosis == ()


def test_code_that_ends_its_process_is_given_no_name(tmp_path):
    verdict = graded(bank_of(tmp_path), changed(FORGETS_A, ("z = a * x", "import os; z = len(x) == 4 or os._exit(3)")))
    assert verdict.status is Status.FAILED
    assert said_of(verdict) == NOTHING


def test_code_that_runs_out_of_time_is_given_no_name(tmp_path):
    endless = changed(FORGETS_A, ("db = dy.sum(axis=0)", "db = dy.sum(axis=0)\n    while len(dy) == 5: pass"))
    verdict = graded(bank_of(tmp_path), endless, limits=Limits(seconds=0.5))
    assert (verdict.status, said_of(verdict)) == (Status.TIMED_OUT, NOTHING)


# Two mistakes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("forgets-a", "mean-db"), ("forgets-a", "mean-da"), ("mean-da", "mean-db"),
        ("no-shift", "mean-da"), ("gain-on-shift", "forgets-gain"), ("forgets-a", "forgets-gain"),
    ],
)  # fmt: skip
def test_two_mistakes_at_once_are_both_named(tmp_path, one, other):
    verdict = graded(bank_of(tmp_path), changed(OTHER_CODE[other], OTHER_CODE[one]))
    assert verdict.diagnosis == (f"affine/{one}", f"affine/{other}")
    first = f"These are the numbers of code with two mistakes. First: Says {one}. Second: Says {other}."
    assert verdict.feedback == (first, f"Teaches {one}.", f"Teaches {other}.")


def test_two_mistakes_that_act_on_the_same_numbers_are_both_named(tmp_path):
    verdict = graded(bank_of(tmp_path), changed(FORGETS_GAIN, MEAN_DA), (GAIN,))
    assert verdict.diagnosis == ("affine/forgets-gain", "affine/mean-da")


def test_three_mistakes_are_not_taken_for_two(tmp_path):
    assert graded(bank_of(tmp_path), changed(FORGETS_A, MEAN_DA, MEAN_DB)).diagnosis == ()


def test_where_one_mistake_is_enough_no_second_one_is_named(tmp_path):
    both = mistake("both", MEAN_DA, MEAN_DB)
    assert graded(bank_of(tmp_path, (*MISTAKES, both)), changed(MEAN_DA, MEAN_DB)).diagnosis == ("affine/both",)


def test_mistakes_in_the_same_place_are_not_composed(tmp_path):
    rivals = mistake("twice", ("dx = dz * a", "dx = 2 * dz")), mistake("thrice", ("dx = dz * a", "dx = 3 * dz"))
    bank = bank_of(tmp_path, rivals)
    with prepared_for(bank) as prepared:
        one, other = prepared.mistakes.all.values()
        assert diagnosing.composed(prepared.mistakes, one, other) is None
    assert graded(bank, changed(("dx = dz * a", "dx = 6 * dz"))).diagnosis == ()


AROUND = mistake("around", ("y = gain * z + b", "y = 2 * (gain * z + b)"))
INSIDE = mistake("inside", ("gain * z + b", "gain * z - b"))


@pytest.mark.parametrize("pair", [(AROUND, INSIDE), (INSIDE, AROUND)], ids=["outer-first", "inner-first"])
def test_edits_that_overlap_are_never_composed(tmp_path, pair):
    with prepared_for(bank_of(tmp_path, pair)) as prepared:
        one, other = prepared.mistakes.all.values()
        assert diagnosing.composed(prepared.mistakes, one, other) is None


def test_edits_that_do_not_overlap_are_composed_whatever_they_write(tmp_path):
    adds = "dx = dz * a", "dx = dz * a + (dz * x).sum(axis=0)"
    bank = bank_of(tmp_path, [mistake("adds", adds), mistake("mean-da", MEAN_DA)])
    learner = changed(("da = (dz * x).sum", "da = (dz * x).mean"), adds)
    assert graded(bank, learner).diagnosis == ("affine/adds", "affine/mean-da")


def test_mistakes_that_are_whole_functions_are_not_composed(tmp_path):
    code = "def affine_forward(x, a, b, *, gain=1.0):\n    return gain * a * x, (x, a, gain)\n"
    bank = bank_of(tmp_path, [mistake("whole", code=code), mistake("forgets-a", FORGETS_A)])
    verdict = graded(bank, changed(NO_SHIFT, FORGETS_A))
    assert (verdict.status, verdict.diagnosis) == (Status.WRONG, ())


def test_pairs_that_explain_more_are_tried_first(tmp_path, monkeypatch):
    monkeypatch.setattr(diagnosing, "MOST_PAIRS", 1)
    order = "forgets-a", "mean-da", "no-shift", "mean-db"
    bank = bank_of(tmp_path, [mistake(name, EDITS[name]) for name in order])
    assert graded(bank, changed(MEAN_DA, MEAN_DB)).diagnosis == ("affine/mean-da", "affine/mean-db")


def test_two_mistakes_are_composed_once_for_a_class(tmp_path, monkeypatch):
    with prepared_for(bank_of(tmp_path)) as prepared:
        prepared.mistakes.add("both", changed(MEAN_DA, MEAN_DB))
        answers = [prepared.mistakes.answers("both", number) for number in (0, 1)]
        wrong = frozenset((number, label) for number in (0, 1) for label in ("da", "db"))
        first = diagnose(Patient(prepared.mistakes, answers, wrong, 0))
        monkeypatch.setattr(diagnosing, "merged", None)
        assert diagnose(Patient(prepared.mistakes, answers, wrong, 0)) == first
    assert first.named == ("affine/mean-da", "affine/mean-db")


def test_no_more_pairs_are_tried_than_there_is_time_for(tmp_path, monkeypatch):
    monkeypatch.setattr(diagnosing, "MOST_PAIRS", 0)
    assert graded(bank_of(tmp_path), changed(MEAN_DA, MEAN_DB)).diagnosis == ()


# Conventions


def test_a_legitimate_variant_costs_nothing_and_is_named_in_a_note(tmp_path):
    verdict = graded(bank_of(tmp_path, [CONVENTION]), changed(MEAN_DB), points=3.0)
    assert (verdict.status, verdict.score, said_of(verdict)) == (Status.RIGHT, 3, NOTHING)
    assert verdict.notes == (NOTE,)
    assert outcome(verdict, "db, plain (4, 3)") == (PASSED, 0.375)


def test_a_legitimate_variant_is_never_called_a_mistake(tmp_path):
    verdict = graded(bank_of(tmp_path, [CONVENTION]), changed(MEAN_DB, ("dx = dz * a", "dx = 7 * dz")))
    assert said_of(verdict) == NOTHING
    assert (verdict.score, verdict.notes) == (7.5, (NOTE,))


def test_a_mistake_beside_a_legitimate_variant_is_named(tmp_path):
    verdict = graded(bank_of(tmp_path, [CONVENTION, mistake("forgets-a", FORGETS_A)]), changed(MEAN_DB, FORGETS_A))
    assert said_of(verdict) == (("affine/forgets-a",), called("forgets-a"))
    assert (verdict.score, verdict.notes) == (7.5, (NOTE,))
    assert outcome(verdict, "db, gain (5, 2)")[0] is PASSED
    assert outcome(verdict, "dx, gain (5, 2)")[0] is FAILED


def test_two_mistakes_beside_a_legitimate_variant_are_named(tmp_path):
    mistakes = CONVENTION, mistake("forgets-a", FORGETS_A), mistake("mean-da", MEAN_DA)
    verdict = graded(bank_of(tmp_path, mistakes), changed(MEAN_DB, FORGETS_A, MEAN_DA))
    assert (verdict.diagnosis, verdict.notes) == (("affine/forgets-a", "affine/mean-da"), (NOTE,))


def test_a_variant_and_a_mistake_are_no_two_mistakes(tmp_path):
    """Together they would be explained by composing them; the variant is excused, and no mistake remains."""
    verdict = graded(bank_of(tmp_path, [CONVENTION, mistake("mean-da", MEAN_DA)]), changed(MEAN_DB, FORGETS_A))
    assert (said_of(verdict), verdict.notes) == (NOTHING, (NOTE,))


def test_of_several_variants_that_which_explains_most_is_named(tmp_path):
    once = mistake("once", ("db = dy.sum(axis=0)", "db = dy.sum(axis=0) / (len(dy) if len(dy) == 4 else 1)"))
    again = mistake("again", MEAN_DB, convention=True)
    bank = bank_of(tmp_path, [{**once, "convention": True}, CONVENTION, again])
    verdict = graded(bank, changed(MEAN_DB))
    assert (verdict.status, verdict.notes) == (Status.RIGHT, (NOTE,))


def test_beside_a_legitimate_variant_no_mistake_is_named_that_shows_in_the_same_place_alone(tmp_path):
    """All that is wrong is excused: what other mistakes do there is no evidence for them."""
    bank = bank_of(tmp_path, [mistake("no-db", ("db = dy.sum(axis=0)", "db = 0 * dy[0]")), CONVENTION])
    verdict = graded(bank, changed(MEAN_DB))
    assert (verdict.status, said_of(verdict), verdict.notes) == (Status.RIGHT, NOTHING, (NOTE,))


TWO_VARIANTS = mistake("other", FORGETS_GAIN, convention=True), CONVENTION


def test_a_second_legitimate_variant_is_not_called_a_mistake(tmp_path):
    assert said_of(graded(bank_of(tmp_path, TWO_VARIANTS), changed(MEAN_DB, FORGETS_GAIN))) == NOTHING


def test_two_legitimate_variants_at_once_cost_nothing(tmp_path):
    verdict = graded(bank_of(tmp_path, TWO_VARIANTS), changed(MEAN_DB, FORGETS_GAIN))
    assert (verdict.status, said_of(verdict)) == (Status.RIGHT, NOTHING)
    assert sorted(verdict.notes) == ["a variant that costs nothing: Says other. Teaches other.", NOTE]


def test_the_variant_that_explains_more_is_noted_first_and_one_that_explains_nothing_more_is_not(tmp_path):
    little = mistake("little", (MEAN_DB[0], "db = dy.sum(axis=0) / (4 if len(dy) == 4 else 1)"), convention=True)
    both = mistake("both", FORGETS_GAIN, MEAN_DB, convention=True)
    verdict = graded(bank_of(tmp_path, [little, CONVENTION, both]), changed(MEAN_DB, FORGETS_GAIN))
    assert verdict.notes == ("a variant that costs nothing: Says both. Teaches both.",)


def test_what_a_variant_does_not_explain_still_costs(tmp_path):
    learner = "db = dy.mean(axis=0)", "db = dy.mean(axis=0) if len(dy) == 4 else 9 * dy.sum(axis=0)"
    verdict = graded(bank_of(tmp_path, [CONVENTION]), changed((MEAN_DB[0], learner[1])))
    assert (verdict.score, said_of(verdict)) == (8.75, NOTHING)


SOMETIMES = mistake("sometimes", (FORGETS_A[0], "dx = dz if len(dy) == 4 else dz * a"), convention=True)


def test_a_variant_is_not_claimed_where_a_mistake_explains_everything(tmp_path):
    verdict = graded(bank_of(tmp_path, [SOMETIMES, mistake("forgets-a", FORGETS_A)]), changed(FORGETS_A))
    assert verdict.diagnosis == ("affine/forgets-a",)
    assert (verdict.score, verdict.notes) == (7.5, ())


def test_a_variant_is_not_claimed_where_one_case_speaks_against_it(tmp_path):
    bank = bank_of(tmp_path, [SOMETIMES, mistake("forgets-a", FORGETS_A), mistake("mean-da", MEAN_DA)])
    verdict = graded(bank, changed(FORGETS_A, MEAN_DA))
    assert verdict.diagnosis == ("affine/forgets-a", "affine/mean-da")
    assert (verdict.score, verdict.notes) == (5, ())


def test_a_variant_is_not_claimed_where_a_mistake_explains_more_of_the_same_gradient(tmp_path):
    bank = bank_of(tmp_path, [SOMETIMES, mistake("forgets-a", FORGETS_A)])
    verdict = graded(bank, changed(FORGETS_A, ("db = dy.sum(axis=0)", "db = 9 * dy.sum(axis=0)")))
    assert (verdict.score, verdict.diagnosis, verdict.notes) == (5, (), ())


def test_a_variant_that_explains_a_gradient_in_every_case_is_claimed_whatever_else_explains_it(tmp_path):
    no_a = mistake("no-a", FORGETS_A, ("db = dy.sum(axis=0)", "db = 0 * dy[0]"))
    verdict = graded(bank_of(tmp_path, [{**mistake("variant", FORGETS_A), "convention": True}, no_a]),
                     changed(FORGETS_A, ("db = dy.sum(axis=0)", "db = 9 * dy.sum(axis=0)")))  # fmt: skip
    assert (verdict.score, verdict.diagnosis, verdict.notes) == (7.5, (), (NOTE,))


# Nearly


def test_a_mistake_that_makes_most_of_the_wrong_numbers_is_offered_as_near(tmp_path):
    """3 of 5 wrong results are those of the mistake."""
    near = mistake("near", FORGETS_GAIN, FORGETS_A)
    cases = PLAIN, Case(name="double", sizes={"N": 3, "D": 2}, options={"gain": 2.0})
    learner = changed(FORGETS_GAIN, FORGETS_A, ("db = dy.sum(axis=0)", "db = 9 * dy.sum(axis=0)"))
    verdict = graded(bank_of(tmp_path, [near]), learner, cases)
    assert sum(finding.outcome is FAILED for finding in verdict.findings) == 5
    close = "Close to, but not quite, the numbers of this mistake: Says near."
    assert (verdict.status, said_of(verdict)) == (Status.WRONG, ((), (close,)))


def test_a_mistake_that_makes_half_of_the_wrong_numbers_is_not_offered(tmp_path):
    learner = changed(FORGETS_A, ("db = dy.sum(axis=0)", "db = 9 * dy.sum(axis=0)"))
    assert said_of(graded(bank_of(tmp_path), learner)) == NOTHING


def test_of_several_near_mistakes_the_nearest_is_offered(tmp_path):
    far, near = mistake("far", MEAN_DA), mistake("nearest", MEAN_DA, MEAN_DB)
    learner = changed(MEAN_DA, MEAN_DB, ("dx = dz * a", "dx = dz * a if len(dy) == 4 else 7 * dz"))
    verdict = graded(bank_of(tmp_path, [far, near, mistake("later", MEAN_DA, MEAN_DB)]), learner)
    assert verdict.feedback == ("Close to, but not quite, the numbers of this mistake: Says nearest.",)


def test_a_named_mistake_leaves_no_near_one(tmp_path):
    bank = bank_of(tmp_path)
    with prepared_for(bank) as prepared:
        answers = [prepared.mistakes.answers("affine/forgets-a", number) for number in (0, 1)]
        found = diagnose(Patient(prepared.mistakes, answers, frozenset({(0, "dx"), (1, "dx")}), 0))
    assert (found.named, found.near, found.conventions) == (("affine/forgets-a",), "", ())
    assert (found.excused, found.consistent) == (frozenset(), frozenset())


def test_nearness_is_counted_without_what_a_variant_excuses(tmp_path):
    """Of 4 wrong results 2 are excused; of the others the mistake makes all but for one in 3."""
    near = mistake("near", FORGETS_A)
    learner = changed(MEAN_DB, ("dx = dz * a", "dx = dz if len(dy) < 6 else 7 * dz"))
    cases = PLAIN, GAIN, Case(name="long", sizes={"N": 6, "D": 2})
    verdict = graded(bank_of(tmp_path, [CONVENTION, near]), learner, cases)
    assert verdict.feedback == ("Close to, but not quite, the numbers of this mistake: Says near.",)


# Mistakes that do not run


BROKEN = [
    mistake("raises", ("z = a * x", "raise RuntimeError")),
    mistake("does-not-load", ("gain=1.0", "gain=1 / 0")),
    mistake("ends-its-worker", ("z = a * x", "__import__('os')._exit(1)")),
    mistake("ends-it-later", ("z = a * x", "z = a * x if gain == 1 else __import__('os')._exit(1)")),
    mistake("ends-it-loading", ("gain=1.0", "gain=__import__('os')._exit(1)")),
    mistake("crashes", ("z = a * x", "__import__('ctypes').string_at(0)")),
    mistake("loops", ("z = a * x", "while True: pass")),
    mistake("loops-loading", ("gain=1.0", "gain=[0 for _ in iter(int, 1)]")),
]
each_broken = pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one["id"])


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@each_broken
def test_a_mistake_that_does_not_run_does_not_spoil_the_diagnosis_of_another(tmp_path, monkeypatch, broken, first):
    monkeypatch.setattr(mistaking, "SECONDS", 0.3)
    good = mistake("forgets-a", FORGETS_A)
    bank = bank_of(tmp_path, [broken, good] if first else [good, broken])
    assert said_of(graded(bank, changed(FORGETS_A))) == (("affine/forgets-a",), called("forgets-a"))


@each_broken
def test_a_mistake_that_does_not_run_does_not_spoil_the_diagnosis_of_two_others(tmp_path, monkeypatch, broken):
    monkeypatch.setattr(mistaking, "SECONDS", 0.3)
    bank = bank_of(tmp_path, [mistake("mean-da", MEAN_DA), broken, mistake("mean-db", MEAN_DB)])
    assert graded(bank, changed(MEAN_DA, MEAN_DB)).diagnosis == ("affine/mean-da", "affine/mean-db")


def test_where_no_mistake_runs_none_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(mistaking, "SECONDS", 0.3)
    monkeypatch.setattr(diagnosing, "MOST_PAIRS", 2)
    verdict = graded(bank_of(tmp_path, BROKEN), changed(FORGETS_A))
    assert (verdict.status, said_of(verdict)) == (Status.WRONG, NOTHING)


def test_a_variant_that_does_not_run_excuses_nothing(tmp_path):
    variants = [{**broken, "convention": True} for broken in BROKEN if "loops" not in broken["id"]]
    verdict = graded(bank_of(tmp_path, variants), changed(FORGETS_A))
    assert (verdict.score, verdict.notes) == (7.5, ())


# A backward that fits a mistaken forward


def test_a_backward_that_fits_a_named_forward_keeps_its_points(tmp_path):
    learner = changed(GAIN_ON_SHIFT, ("db = dy.sum(axis=0)", "db = gain * dy.sum(axis=0)"))
    verdict = graded(bank_of(tmp_path), learner)
    first, second = called("gain-on-shift")
    assert said_of(verdict) == (("affine/gain-on-shift",), (first + FITS, second))
    assert outcome(verdict, "y, gain (5, 2)") == (FAILED, 0)
    assert outcome(verdict, "db, gain (5, 2)") == (PASSED, 1.25)
    assert (verdict.status, verdict.score) == (Status.WRONG, 8.75)


@pytest.mark.parametrize(
    "backward",
    [
        ("db = dy.sum(axis=0)", "db = 9 * gain * dy.sum(axis=0)"),
        ("db = dy.sum(axis=0)", "db = gain * dy.sum(axis=0) if len(dy) == 5 else dy.mean(axis=0)"),
        ("return dx, da, db", "return dx, da, None"),
        ("return dx, da, db", "return dx, da, db[:, None]"),
        ("return dx, da, db", "raise NotImplementedError"),
        ("return dx, da, db", "return dx, da"),
    ],
    ids=["wrong", "wrong-in-one-case", "none", "shape", "unwritten", "too-few"],
)
def test_a_backward_that_does_not_fit_its_forward_earns_nothing(tmp_path, backward):
    known = mistake("gain-on-shift", GAIN_ON_SHIFT), mistake("mean-da", MEAN_DA)
    verdict = graded(bank_of(tmp_path, known), changed(GAIN_ON_SHIFT, backward))
    assert said_of(verdict)[0] == ()
    assert outcome(verdict, "y, gain (5, 2)") == (FAILED, 0)
    assert verdict.score == sum(finding.points for finding in verdict.findings if finding.outcome is PASSED)
    assert outcome(verdict, "db, gain (5, 2)") == (FAILED, 0)


def test_a_backward_that_fits_a_forward_without_a_name_earns_nothing(tmp_path):
    learner = changed(("gain * z + b", "gain * z + 3 * b"), ("db = dy.sum(axis=0)", "db = 3 * dy.sum(axis=0)"))
    verdict = graded(bank_of(tmp_path), learner)
    assert (said_of(verdict), verdict.score) == (NOTHING, 5)


def test_a_right_forward_makes_no_wrong_backward_fit(tmp_path):
    """The outputs are those of every mistake in the backward, too."""
    verdict = graded(bank_of(tmp_path, [mistake("mean-db", MEAN_DB)]), changed(FORGETS_A))
    assert (said_of(verdict), verdict.score) == (NOTHING, 7.5)


def test_a_right_forward_makes_no_backward_fit_that_is_a_little_off(tmp_path):
    """Differences would not see it."""
    learner = changed(("dx = dz * a", "dx = dz * a * (1 + 1e-8)"))
    verdict = graded(bank_of(tmp_path, [mistake("mean-db", MEAN_DB)]), learner)
    assert (said_of(verdict), verdict.score) == (NOTHING, 7.5)


def test_a_backward_is_held_against_its_forward_only_where_no_variant_explains_it(tmp_path):
    sometimes = "db = dy.mean(axis=0) if len(dy) == 4 else dy.sum(axis=0)"
    variant = mistake("variant", (MEAN_DB[0], sometimes), convention=True)
    learner = changed(GAIN_ON_SHIFT, (MEAN_DB[0], sometimes.replace("dy.sum", "gain * dy.sum")))
    verdict = graded(bank_of(tmp_path, [variant, mistake("gain-on-shift", GAIN_ON_SHIFT)]), learner)
    assert (verdict.diagnosis, verdict.notes) == (("affine/gain-on-shift",), (NOTE,))
    assert verdict.score == 8.75


def test_where_a_backward_cannot_be_held_against_its_forward_it_earns_nothing(tmp_path):
    """The outputs in single precision leave no digits for a difference."""
    single = mistake("single", ("gain * z + b", "(gain * (z + b)).astype(np.float32)"))
    learner = changed(single["change"][0].values(), ("db = dy.sum(axis=0)", "db = gain * dy.sum(axis=0)"))
    verdict = graded(bank_of(tmp_path, [single]), learner)
    assert (verdict.diagnosis, verdict.score) == ((), 7.5)


def test_a_missing_backward_does_not_hide_the_mistake_of_the_forward(tmp_path):
    verdict = graded(bank_of(tmp_path), changed(NO_SHIFT, ("def affine_backward", "def backward")))
    assert said_of(verdict)[0] == ("affine/no-shift",)
    assert verdict.score == 0


def test_the_first_forward_that_the_backward_fits_is_named(tmp_path):
    """Two mistakes with the same outputs, and the backward that belongs to both."""
    known = mistake("one", GAIN_ON_SHIFT, MEAN_DA), mistake("other", GAIN_ON_SHIFT, FORGETS_A)
    learner = changed(GAIN_ON_SHIFT, ("db = dy.sum(axis=0)", "db = gain * dy.sum(axis=0)"))
    assert graded(bank_of(tmp_path, known), learner).diagnosis == ("affine/one",)


# Order and economy


def test_cases_with_something_wrong_are_looked_at_first(tmp_path):
    with prepared_for(bank_of(tmp_path)) as prepared:
        patient = Patient(prepared.mistakes, [None, None], frozenset({(1, "dx")}), 0)
        assert patient.order() == [1, 0]


def test_a_mistake_that_is_not_the_one_is_asked_for_one_case(tmp_path):
    with prepared_for(bank_of(tmp_path)) as prepared:
        patient = Patient(prepared.mistakes, [prepared.expected[0].right, {}], frozenset({(0, "dx")}), 0)
        assert not patient.has_numbers_of("affine/forgets-a")
        assert list(prepared.mistakes.known) == [("affine/forgets-a", 0)]


def test_only_some_labels_are_compared_where_only_those_are_asked_for(tmp_path):
    with prepared_for(bank_of(tmp_path)) as prepared:
        right = [dict(expected.right) for expected in prepared.expected]
        patient = Patient(prepared.mistakes, right, frozenset({(0, "dx")}), 0)
        assert patient.has_numbers_of("affine/forgets-a", frozenset({"y", "da"}))
        assert not patient.has_numbers_of("affine/forgets-a", frozenset({"y", "dx"}))
        patient.ignored = frozenset({(0, "dx"), (1, "dx")})
        assert patient.has_numbers_of("affine/forgets-a")


def test_answers_that_are_missing_agree_with_nothing(tmp_path):
    with prepared_for(bank_of(tmp_path)) as prepared:
        patient = Patient(prepared.mistakes, [None, {"dx": np.ones(1)}], frozenset({(0, "dx")}), 0)
        assert not patient.agrees((0, "dx"), {"dx": np.ones(1)})
        assert not patient.agrees((1, "dx"), None)
        assert patient.agrees((1, "dx"), {"dx": np.ones(1)})
