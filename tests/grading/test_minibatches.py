"""Training by minibatches is judged by what each example does to the weights, in whatever order it is met."""

import numpy as np
import pytest

from quizdl.grading.code.answers import Failed, Misshapen
from quizdl.grading.code.plans.minibatches import CLOSE, ORDER, RUNS, SHRINKAGE, UNSEEN, VISITED
from quizdl.model.kinds.code import Case
from quizdl.model.verdict import Status
from quizdl.runner.replies import Failure, Oddity, Reason
from quizdl.runner.session import Generator, Results
from tests.grading.asking import asked, changed, failed, graded, passed, plain, right, skipped

DESCENT = """
    import numpy as np


    def inputs(rng, D):
        return {"x": rng.standard_normal((D, D)), "t": rng.standard_normal(D), "w": rng.standard_normal(D)}


    def descent(x, t, w, *, lr, epochs, batch_size, rng):
        n = len(x)
        for _ in range(epochs):
            order = rng.permutation(n)
            for start in range(0, n, batch_size):
                rows = order[start : start + batch_size]
                dw = x[rows].T @ (x[rows] @ w - t[rows]) / len(rows)
                w = w - lr * dw
        return w
"""
EVERY = {VISITED, SHRINKAGE, ORDER}
EPOCHS, SHUFFLE = "for _ in range(epochs):", "order = rng.permutation(n)"
BATCHES, ROWS = "for start in range(0, n, batch_size):", "rows = order[start : start + batch_size]"
GRADIENT, STEP = "dw = x[rows].T @ (x[rows] @ w - t[rows]) / len(rows)", "w = w - lr * dw"
TWICE = "in an epoch some examples are used twice or with the target of another example, and some not at all"
LENGTHS = "the steps that the examples make w take do not have the right lengths: what is averaged over what?"
FIXED = "the minibatches are the same with other generators: shuffle in every epoch"


def case_of(size=23, lr=0.1, epochs=1, batch_size=5):
    options = {"lr": lr, "epochs": epochs, "batch_size": batch_size}
    return Case(name="a case", sizes={"D": size}, options=options)


def judged(make_bank, *replacements, **about):
    question = asked("descent", ["descent"], [case_of(**about)])
    return graded(make_bank(descent=DESCENT), changed(DESCENT, *replacements), question)


def expected(make_bank, seed=0, **about):
    return right(make_bank(descent=DESCENT), asked("descent", ["descent"], [case_of(**about)]), seed)


# What is right


def test_every_example_moves_one_weight_by_a_factor_of_its_minibatch(make_bank):
    found = plain(expected(make_bank)[0].right)
    full, short = 1 - 0.1 * 4 / 5, 1 - 0.1 * 4 / 3
    assert found == {VISITED: 1, SHRINKAGE: pytest.approx([short] * 3 + [full] * 20), ORDER: 1}


def test_after_several_epochs_the_product_of_all_factors_is_known(make_bank):
    found = plain(expected(make_bank, epochs=2)[0].right)
    full, short = 1 - 0.1 * 4 / 5, 1 - 0.1 * 4 / 3
    assert found == {VISITED: 1, SHRINKAGE: pytest.approx(2 * (20 * np.log(full) + 3 * np.log(short))), ORDER: 1}


def test_where_no_minibatch_is_short_their_order_does_not_show(make_bank):
    for batch_size, labels in ((5, EVERY), (23, {VISITED, SHRINKAGE}), (1, {VISITED, SHRINKAGE}), (22, EVERY)):
        assert set(expected(make_bank, batch_size=batch_size)[0].right) == labels


def test_inputs_are_a_multiple_of_the_identity_so_that_examples_do_not_disturb_each_other(make_bank):
    inputs = expected(make_bank)[0].inputs
    np.testing.assert_array_equal(inputs["x"], 2 * np.eye(23))
    residuals = inputs["x"] @ inputs["w"] - inputs["t"]
    np.testing.assert_allclose(residuals, 2 * (1 + np.arange(23) / 23))


def test_targets_are_drawn_anew_for_every_seed(make_bank):
    one, other = (expected(make_bank, seed)[0].inputs["t"] for seed in (0, 1))
    assert len(np.unique(one)) == 23
    assert not np.any(one == other)


def test_the_same_training_runs_with_several_generators(make_bank):
    found, plan = expected(make_bank)
    calls = plan.calls(found)
    assert len(calls) == RUNS == len({call.options["rng"] for call in calls})
    assert all(isinstance(call.options["rng"], Generator) for call in calls)
    assert all(call.options["lr"] == 0.1 for call in calls)
    for call in calls:
        np.testing.assert_array_equal(call.arguments[2], found.inputs["w"])


def test_statistics_are_held_to_rounding(make_bank):
    assert expected(make_bank)[0].within == dict.fromkeys(EVERY, CLOSE)


# Honest variants


CASES = pytest.mark.parametrize(
    "about",
    [
        {},
        {"epochs": 2},
        {"epochs": 3, "lr": 0.3},
        {"batch_size": 1},
        {"batch_size": 23},
        {"size": 24, "batch_size": 6},
        {"size": 20, "epochs": 2, "batch_size": 3, "lr": 0.05},
    ],
    ids=["short", "two-epochs", "three-epochs", "single", "whole", "even", "many"],
)
HONEST = {
    "itself": [],
    "shuffles": [(SHUFFLE, "order = np.arange(n); rng.shuffle(order)")],
    "sorts": [(SHUFFLE, "order = np.argsort(rng.random(n))")],
    "shuffles-copies": [
        (SHUFFLE, "order = rng.permutation(n); X, T = x[order], t[order]"),
        (ROWS, "X_, T_ = X[start : start + batch_size], T[start : start + batch_size]"),
        (GRADIENT, "dw = X_.T @ (X_ @ w - T_) / len(X_)"),
    ],
    "loops": [(GRADIENT, "dw = sum(x[i] * (x[i] @ w - t[i]) for i in rows) / len(rows)")],
    "mean": [(GRADIENT, "dw = (x[rows] * (x[rows] @ w - t[rows])[:, None]).mean(axis=0)")],
    "splits": [(BATCHES, "for rows in np.split(order, range(batch_size, n, batch_size)):"), (ROWS, "pass")],
    "in-place": [(STEP, "w -= lr * dw")],
    "lists": [("return w", "return w.tolist()")],
}


@CASES
@pytest.mark.parametrize("replacements", HONEST.values(), ids=HONEST)
def test_honest_training_is_right(make_bank, about, replacements):
    verdict = judged(make_bank, *replacements, **about)
    assert (failed(verdict), verdict.status) == ({}, Status.RIGHT)


# Mistakes


MISTAKES = {
    "no-shuffle": [(SHUFFLE, "order = np.arange(n)")],
    "seeded": [(SHUFFLE, "order = np.random.default_rng(0).permutation(n)")],
    "replacement": [(SHUFFLE, "order = rng.integers(0, n, n)")],
    "targets": [(GRADIENT, GRADIENT.replace("t[rows]", "t[start : start + batch_size]"))],
    "drops-last": [(BATCHES, "for start in range(0, n - batch_size + 1, batch_size):")],
    "one-batch": [(BATCHES, "for start in range(0, batch_size, batch_size):")],
    "no-epoch": [(EPOCHS, "for _ in range(0):")],
    "nan": [("return w", "return w * np.nan")],
    "twice": [(GRADIENT, f"{GRADIENT} * 2")],
    "uphill": [(STEP, "w = w + lr * dw")],
    "more-epochs": [(EPOCHS, "for _ in range(2 * epochs):")],
    "spread": [(BATCHES, "for rows in np.array_split(order, n // batch_size):"), (ROWS, "pass")],
    "sum": [(GRADIENT, GRADIENT.removesuffix(" / len(rows)"))],
    "by-batch-size": [(GRADIENT, GRADIENT.replace("len(rows)", "batch_size"))],
    "by-n": [(GRADIENT, GRADIENT.replace("len(rows)", "n"))],
}


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ("no-shuffle", {ORDER: FIXED}),
        ("seeded", {ORDER: FIXED}),
        ("replacement", {VISITED: TWICE, SHRINKAGE: LENGTHS}),
        ("targets", {SHRINKAGE: LENGTHS}),
        ("drops-last", {VISITED: "87 % of the examples are used in an epoch, expected 100 %", SHRINKAGE: LENGTHS}),
        ("one-batch", {VISITED: TWICE, SHRINKAGE: LENGTHS}),
        ("no-epoch", {VISITED: TWICE, SHRINKAGE: LENGTHS, ORDER: FIXED}),
        ("nan", {VISITED: TWICE, SHRINKAGE: LENGTHS}),
        ("twice", {SHRINKAGE: LENGTHS}),
        ("uphill", {SHRINKAGE: LENGTHS}),
        ("more-epochs", {SHRINKAGE: LENGTHS}),
        ("spread", {SHRINKAGE: LENGTHS}),
    ],
)
def test_a_mistake_is_told_by_what_it_does_to_the_examples(make_bank, mistake, says):
    assert failed(judged(make_bank, *MISTAKES[mistake])) == says


@pytest.mark.parametrize("mistake", ["sum", "by-batch-size", "by-n"])
def test_a_gradient_that_is_not_averaged_over_its_minibatch_makes_steps_of_the_wrong_length(make_bank, mistake):
    assert failed(judged(make_bank, *MISTAKES[mistake]))[SHRINKAGE] == LENGTHS


@pytest.mark.parametrize(
    ("replacements", "wrong"),
    [
        ([(EPOCHS, "for _ in range(1):")], {SHRINKAGE}),
        ([(EPOCHS, "for _ in range(3):")], {SHRINKAGE}),
        (MISTAKES["drops-last"], {SHRINKAGE}),
        (MISTAKES["replacement"], {VISITED, SHRINKAGE}),
        (MISTAKES["no-shuffle"], {ORDER}),
    ],
    ids=["one", "three", "drops-last", "replacement", "no-shuffle"],
)
def test_mistakes_are_seen_over_two_epochs(make_bank, replacements, wrong):
    assert set(failed(judged(make_bank, *replacements, epochs=2))) == wrong


def test_without_a_short_minibatch_a_fixed_order_makes_no_difference(make_bank):
    assert failed(judged(make_bank, (SHUFFLE, "order = np.arange(n)"), size=24, batch_size=6)) == {}


# Nothing to make statistics of


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ("w[:5]", "w has shape (5,), expected (23,)"),
        ("w[:, None]", "w has shape (23, 1), expected (23,)"),
        ("None", "w is None, expected an array of real numbers of shape (23,)"),
        ("1.0", "w has shape (), expected (23,)"),
        ("w * 1j", "w holds complex numbers, expected an array of real numbers of shape (23,)"),
        ("1 / 0", "descent raises ZeroDivisionError: division by zero (line 17: `return 1 / 0`)"),
    ],
)
def test_what_has_another_shape_or_kind_fails_under_every_label(make_bank, returned, says):
    verdict = judged(make_bank, ("return w", f"return {returned}"))
    assert (passed(verdict), failed(verdict)) == (set(), dict.fromkeys(EVERY, says))


@pytest.mark.parametrize("turn", [0, RUNS - 1])
@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (Results({"w": Oddity("none")}), Misshapen("w", Oddity("none"), (23,))),
        (Failure(Reason.RAISED, "ValueError"), Failed("descent", Failure(Reason.RAISED, "ValueError"))),
    ],
)
def test_any_run_may_be_the_one_that_is_missing(make_bank, turn, reply, answer):
    found, plan = expected(make_bank)
    replies = [Results({"w": np.ones(23)})] * RUNS
    replies[turn] = reply
    assert plan.answers(found, replies) == dict.fromkeys(EVERY, answer)


def weights(found, factors):
    """What the residuals are after they have shrunk by these factors."""
    w, targets = found.inputs["w"], found.inputs["t"]
    return Results({"w": (targets + np.array(factors) * (2 * w - targets)) / 2})


def test_the_statistics_are_those_of_the_first_run(make_bank):
    found, plan = expected(make_bank)
    answers = plan.answers(found, [weights(found, [0.8] * 3 + [0.9] * 20), *[weights(found, [1.0] * 23)] * (RUNS - 1)])
    assert plain(answers) == {VISITED: 1, SHRINKAGE: pytest.approx([0.8] * 3 + [0.9] * 20), ORDER: 1}


def test_one_run_with_other_minibatches_is_enough_for_a_new_order(make_bank):
    found, plan = expected(make_bank)
    same = [weights(found, [0.8] * 3 + [0.9] * 20)] * (RUNS - 1)
    assert plan.answers(found, [*same, *same[:1]])[ORDER] == 0
    assert plan.answers(found, [*same, weights(found, [0.9] * 20 + [0.8] * 3)])[ORDER] == 1


def test_where_no_minibatch_is_short_their_order_does_not_fail_either(make_bank):
    found, plan = expected(make_bank, size=25)
    failure = Failure(Reason.RAISED, "ValueError")
    assert set(plan.answers(found, [failure] * RUNS)) == {VISITED, SHRINKAGE}


@pytest.mark.parametrize("turn", [0, RUNS - 1])
def test_any_run_may_be_the_one_of_another_shape(make_bank, turn):
    found, plan = expected(make_bank)
    replies = [Results({"w": np.ones(23)})] * RUNS
    replies[turn] = Results({"w": np.ones(3)})
    assert plan.answers(found, replies) == dict.fromkeys(EVERY, Misshapen("w", (3,), (23,)))


# Statistics


def reduced(make_bank, factors, **about):
    found, plan = expected(make_bank, **about)
    visited, shrinkage = plan.reduced(found, np.array(factors))
    return float(visited), shrinkage.tolist()


FULL = [0.9] * 20
NOTHING = pytest.approx(np.nan, nan_ok=True)


@pytest.mark.parametrize(
    ("factors", "visited", "shrinkage"),
    [
        ([0.8, 0.7, 0.8, *FULL], 1, [0.7, 0.8, 0.8, *FULL]),
        ([0.7, 0.8, 0.9, *FULL], 1, [0.7, 0.8, 0.9, *FULL]),
        ([0.6, 0.7, 0.8, *FULL], 1, NOTHING),
        ([1.0, 1.0, 1.0, *FULL], 20 / 23, [*FULL, 1.0, 1.0, 1.0]),
        ([1.0, 1.0, 0.8, *FULL], NOTHING, NOTHING),
        ([1.0, 0.8, 0.8, *FULL], NOTHING, NOTHING),
        ([1 + 1e-9] * 3 + FULL, 20 / 23, [*FULL, *[1 + 1e-9] * 3]),
        ([1.0] * 23, NOTHING, NOTHING),
        ([np.nan, 0.8, 0.8, *FULL], NOTHING, NOTHING),
        ([np.inf, 0.8, 0.8, *FULL], NOTHING, NOTHING),
        ([-0.5, -0.5, -0.5, *FULL], 1, [-0.5, -0.5, -0.5, *FULL]),
    ],
)
def test_factors_of_one_epoch_are_counted_and_sorted(make_bank, factors, visited, shrinkage):
    assert reduced(make_bank, factors) == (visited, shrinkage)


@pytest.mark.parametrize(
    ("factors", "visited", "shrinkage"),
    [
        ([-0.5, 0.7, 0.8, *FULL], 1, pytest.approx(np.log(0.5 * 0.7 * 0.8 * 0.9**20))),
        ([0.4, 0.5, 0.7, 0.8, *FULL[1:]], 1, pytest.approx(np.log(0.4 * 0.5 * 0.7 * 0.8 * 0.9**19))),
        ([0.3, 0.4, 0.5, 0.7, 0.8, *FULL[2:]], 1, NOTHING),
    ],
)
def test_factors_of_two_epochs_are_multiplied(make_bank, factors, visited, shrinkage):
    assert reduced(make_bank, factors, epochs=2) == (visited, shrinkage)


def test_where_all_minibatches_are_full_every_example_has_to_move(make_bank):
    assert reduced(make_bank, [0.9] * 25, size=25) == (1, [0.9] * 25)
    assert reduced(make_bank, [1.0] * 5 + [0.9] * 20, size=25) == (NOTHING, NOTHING)


# What does not show


@pytest.mark.parametrize("about", [{}, {"epochs": 2}])
@pytest.mark.parametrize("mistake", ["sum", "by-batch-size", "by-n"])
def test_training_that_shuffles_is_not_told_to_shuffle(make_bank, mistake, about):
    verdict = judged(make_bank, *MISTAKES[mistake], **about)
    assert ORDER not in failed(verdict)
    assert skipped(verdict) == {ORDER: UNSEEN}


def test_training_that_does_not_shuffle_is_not_paid_for_it_where_that_does_not_show(make_bank):
    verdict = judged(make_bank, *MISTAKES["sum"], *MISTAKES["no-shuffle"])
    assert (passed(verdict), set(failed(verdict)), set(skipped(verdict))) == ({VISITED}, {SHRINKAGE}, {ORDER})


@pytest.mark.parametrize("value", [np.inf, 1.0])
def test_weights_that_run_away_or_stay_have_no_order_at_all(make_bank, value):
    found, plan = expected(make_bank)
    with np.errstate(all="raise"):  # instead of a warning
        assert plan.answers(found, [weights(found, [value] * 23)] * RUNS)[ORDER] == 0


# Precision


SINGLE = [("n = len(x)", "n = len(x); x, t, w = x.astype('f4'), t.astype('f4'), w.astype('f4')")]


@pytest.mark.parametrize("about", [{"epochs": 2}, {"epochs": 3, "lr": 0.3}, {"epochs": 10, "lr": 0.3}])
def test_training_in_single_precision_is_right(make_bank, about):
    assert failed(judged(make_bank, *SINGLE, **about)) == {}


@pytest.mark.parametrize("epochs", [1, 3])
@pytest.mark.parametrize("mistake", ["no-shuffle", "replacement", "drops-last", "twice", "spread", "by-batch-size"])
def test_mistakes_in_single_precision_are_told_as_in_double(make_bank, mistake, epochs):
    about = {"epochs": epochs, "lr": 0.3}
    double, single = (judged(make_bank, *MISTAKES[mistake], *more, **about) for more in ([], SINGLE))
    assert failed(double)
    assert (passed(single), failed(single)) == (passed(double), failed(double))


def test_the_sum_of_logarithms_is_held_to_the_rounding_of_its_factors(make_bank):
    found, _ = expected(make_bank, epochs=2)
    within = found.within[SHRINKAGE] / CLOSE
    full, short = 1 / (1 - 0.1 * 4 / 5) ** 2, 1 / (1 - 0.1 * 4 / 3) ** 2
    assert 23 * full < within < 23 * short
    assert {found.within[VISITED], found.within[ORDER]} == {CLOSE}


def test_weights_that_reach_their_target_are_no_warning(make_bank):
    with np.errstate(divide="raise"):  # instead of a warning
        assert reduced(make_bank, [0.0, 0.0, 0.0, *FULL], epochs=2) == (1, float("-inf"))
