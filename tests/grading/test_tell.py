"""A diagnosis becomes sentences: what is asserted, what is only near, and what the instructor alone reads."""

from dataclasses import dataclass

import pytest

from quizdl.bank.layers import read_layer
from quizdl.grading.code.diagnose import Diagnosis
from quizdl.grading.code.observe import Observed
from quizdl.grading.code.plans.pair import pair
from quizdl.grading.code.plans.steps import steps
from quizdl.grading.code.tell import LEAST_SECONDS, MOST_NOTE, SLOW, feedback, notes, remarks
from quizdl.model.layer import Misconception
from tests.grading.clinic import AFFINE, BACKWARD, FORWARD

ONE = Misconception("affine/one", "Does one thing.", "One is wrong.")
OTHER = Misconception("affine/other", "Does another.", "The other is wrong.")
TWIN = Misconception("affine/twin", "Does a third thing.", "The third is wrong.")
THIRD = Misconception("affine/third", "Does so, too.", "The third is wrong, too.", like=("twin",))
KNOWN = {one.id: one for one in (ONE, OTHER, TWIN, THIRD)}
LAYER = read_layer("affine", "affine.py", AFFINE + "\n\ndef affine_step(w, dw, state):\n    return w, state\n")
PAIR = pair(LAYER, LAYER.functions[FORWARD], LAYER.functions[BACKWARD])
FORWARD_ALONE = pair(LAYER, LAYER.functions[FORWARD], None)
STEPS = steps(LAYER, LAYER.functions["affine_step"])
HIDDEN = ("The mistake that the file came with is still there, or one that does the same.",)


def said(found, repair=None):
    return feedback(found, KNOWN, repair)


@dataclass
class Printed:
    """What notes look at."""

    changed: frozenset[str] = frozenset()
    text: str = ""
    conventions: tuple[str, ...] = ()

    @property
    def notes(self):
        return notes(Observed(changed=set(self.changed)), self.text, Diagnosis(conventions=self.conventions), KNOWN)


# Feedback


def test_one_mistake_is_named_with_what_is_true_instead():
    assert said(Diagnosis(named=(ONE.id,))) == (
        "These are the numbers of code with this mistake: Does one thing.",
        "One is wrong.",
    )


def test_a_backward_that_fits_is_told_that_it_keeps_its_points():
    assert said(Diagnosis(named=(ONE.id,), consistent=frozenset({(0, "dx")}))) == (
        "These are the numbers of code with this mistake: Does one thing. "
        "(The backward fits that forward and keeps its points.)",
        "One is wrong.",
    )


def test_two_mistakes_are_told_one_after_the_other():
    assert said(Diagnosis(named=(OTHER.id, ONE.id))) == (
        "These are the numbers of code with two mistakes. First: Does another. Second: Does one thing.",
        "The other is wrong.",
        "One is wrong.",
    )


def test_a_near_mistake_is_not_asserted_and_not_taught():
    assert said(Diagnosis(near=OTHER.id)) == ("Close to, but not quite, the numbers of this mistake: Does another.",)


@pytest.mark.parametrize("found", [Diagnosis(), Diagnosis(conventions=(ONE.id,), excused=frozenset({(0, "y")}))])
def test_without_a_mistake_nothing_is_said(found):
    assert said(found) == ()
    assert said(found, ONE.id) == ()


@pytest.mark.parametrize(
    "found",
    [
        Diagnosis(named=(ONE.id,)), Diagnosis(named=(ONE.id, OTHER.id)), Diagnosis(named=(OTHER.id, ONE.id)),
        Diagnosis(near=ONE.id), Diagnosis(named=(ONE.id,), consistent=frozenset({(0, "dx")})),
    ],
)  # fmt: skip
def test_the_mistake_that_is_to_be_found_is_never_named(found):
    assert said(found, ONE.id) == HIDDEN


@pytest.mark.parametrize("repair", [TWIN.id, THIRD.id])
@pytest.mark.parametrize("found", [Diagnosis(named=(TWIN.id,)), Diagnosis(near=THIRD.id), Diagnosis(named=(THIRD.id,))])
def test_what_nothing_tells_apart_from_it_is_not_named_either(found, repair):
    assert said(found, repair) == HIDDEN
    assert said(found, ONE.id) == said(found)


def test_a_mistake_that_is_not_known_hides_nothing():
    assert said(Diagnosis(named=(ONE.id,)), "affine/gone") == said(Diagnosis(named=(ONE.id,)))


@pytest.mark.parametrize("found", [Diagnosis(named=(OTHER.id,)), Diagnosis(near=OTHER.id)])
def test_another_mistake_in_a_repair_is_named(found):
    assert said(found, ONE.id) == said(found)


# Notes


def test_where_there_is_nothing_to_note_nothing_is_noted():
    assert Printed().notes == ()
    assert Printed(text=" \n\t\n").notes == ()


def test_notes_come_in_an_order():
    assert Printed(frozenset({"b", "a"}), "\nhello\n", (ONE.id, OTHER.id)).notes == (
        "a changes its arguments in place: callers will be surprised",
        "b changes its arguments in place: callers will be surprised",
        "a variant that costs nothing: Does one thing. One is wrong.",
        "a variant that costs nothing: Does another. The other is wrong.",
        "your code printed or warned:\nhello",
    )


@pytest.mark.parametrize(
    ("length", "shown"), [(MOST_NOTE - 1, ""), (MOST_NOTE, ""), (MOST_NOTE + 1, " ..."), (9 * MOST_NOTE, " ...")]
)
def test_what_was_printed_is_cut(length, shown):
    (note,) = Printed(text="x" * length).notes
    assert note == f"your code printed or warned:\n{'x' * min(length, MOST_NOTE)}{shown}"


# Remarks


def remarked(forward, backward, plan=PAIR):
    return remarks(Observed(seconds={FORWARD: forward, BACKWARD: backward, "affine_step": backward}), plan)


def test_a_backward_much_slower_than_its_forward_is_remarked_upon():
    assert remarked(0.01, 0.5) == ("affine_backward takes 50 x its forward (0.5 s): differences in a loop?",)


@pytest.mark.parametrize(
    ("forward", "backward"),
    [
        (0.01, 0.01 * SLOW * 0.99),
        (LEAST_SECONDS / SLOW / 10, LEAST_SECONDS * 0.99),
        (0.0, 1.0),
        (1.0, 0.0),
    ],
    ids=["not-so-slow", "too-short-to-tell", "no-forward", "no-backward"],
)
def test_a_backward_that_is_not_slow_is_not_remarked_upon(forward, backward):
    assert remarked(forward, backward) == ()


@pytest.mark.parametrize(("forward", "backward"), [(0.01, 0.01 * SLOW), (LEAST_SECONDS / SLOW / 10, LEAST_SECONDS)])
def test_the_limits_belong_to_what_is_slow(forward, backward):
    assert len(remarked(forward, backward)) == 1


@pytest.mark.parametrize("plan", [FORWARD_ALONE, STEPS], ids=["forward-alone", "optimizer"])
def test_without_a_backward_nothing_is_slow(plan):
    assert remarked(0.01, 9.0, plan) == ()


def test_what_has_not_run_is_not_slow():
    assert remarks(Observed(), PAIR) == ()
