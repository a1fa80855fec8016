"""A right answer is accused with a probability of at most 1e-11 per test: held against exact binomial tails."""

import functools
import math

import numpy as np
import pytest

from quizdl.grading.code.plans import chance
from quizdl.grading.code.plans.chance import DEVIATIONS, FALSE_ALARM, is_rate, sharing, snapped
from quizdl.grading.code.plans.masks import SHARE, SHARING, of_mask
from quizdl.grading.code.plans.weights import KURTOSIS_WITHIN

RATES = [0.001, 0.05, 0.2, 0.3, 0.5, 0.68, 0.7, 0.8, 0.95, 0.999]
TRIALS = [1, 2, 10, 60, 300, 1000]
EVERY_RATE = pytest.mark.parametrize("rate", RATES)


@functools.cache
def exactly(trials, rate):
    """The probability of every number of hits."""
    return [
        math.exp(math.log(math.comb(trials, hits)) + hits * math.log(rate) + (trials - hits) * math.log1p(-rate))
        for hits in range(trials + 1)
    ]


def tail(hits, trials, rate):
    """The probability of so many hits or of more extreme ones on their side."""
    found = exactly(trials, rate)
    return math.fsum(found[hits:] if hits / trials >= rate else found[: hits + 1])


# Rates


@EVERY_RATE
@pytest.mark.parametrize("trials", TRIALS)
def test_a_right_rate_is_refused_with_a_probability_below_the_false_alarm(trials, rate):
    refused = math.fsum(p for k, p in enumerate(exactly(trials, rate)) if not is_rate(k, trials, rate))
    assert refused <= FALSE_ALARM


@EVERY_RATE
@pytest.mark.parametrize("trials", TRIALS)
def test_the_bound_is_never_smaller_than_the_exact_tail(monkeypatch, trials, rate):
    for hits in range(0, trials + 1, max(1, trials // 50)):
        probability = tail(hits, trials, rate)
        if probability > 1e-290:  # below it the logarithms above lose their digits
            monkeypatch.setattr(chance, "FALSE_ALARM", 2 * probability * (1 - 1e-9))
            assert is_rate(hits, trials, rate)


@EVERY_RATE
@pytest.mark.parametrize("trials", TRIALS)
def test_the_bound_is_not_much_larger_than_the_exact_tail(monkeypatch, trials, rate):
    for hits in range(1, trials, max(1, trials // 50)):
        share, probability = hits / trials, tail(hits, trials, rate)
        if probability > 1e-290:
            larger = math.sqrt(8 * trials * share * (1 - share))  # by Stirling's formula
            monkeypatch.setattr(chance, "FALSE_ALARM", 2 * probability * larger * (1 + 1e-9))
            assert not is_rate(hits, trials, rate)


@pytest.mark.parametrize(
    ("hits", "trials", "rate", "fits"),
    [
        (500, 1000, 0.5, True),
        (613, 1000, 0.5, True),
        (614, 1000, 0.5, False),
        (387, 1000, 0.5, True),
        (386, 1000, 0.5, False),
        (800, 1000, 0.5, False),
        (0, 37, 0.5, True),
        (0, 38, 0.5, False),
        (16, 16, 0.2, True),
        (17, 17, 0.2, False),
        (0, 116, 0.2, True),
        (0, 117, 0.2, False),
    ],
)
def test_a_count_fits_a_rate_where_chance_may_explain_it(hits, trials, rate, fits):
    assert is_rate(hits, trials, rate) is fits


@pytest.mark.parametrize(
    ("hits", "rate", "fits"), [(0, 0.0, True), (1, 0.0, False), (9, 1.0, False), (10, 1.0, True), (0, 1.0, False)]
)
def test_what_always_or_never_happens_leaves_nothing_to_chance(hits, rate, fits):
    assert is_rate(hits, 10, rate) is fits


@pytest.mark.parametrize("rate", [0.0, 0.3, 1.0])
def test_without_trials_every_rate_fits(rate):
    assert is_rate(0, 0, rate)


def test_a_normal_variable_is_hardly_ever_so_many_deviations_away():
    assert math.erfc(DEVIATIONS / math.sqrt(2)) == pytest.approx(6e-13, rel=0.01)


def test_a_hundred_tests_together_stay_below_one_in_a_billion():
    assert 100 * FALSE_ALARM <= 1e-9


# Rates among which one is to be found


@pytest.mark.parametrize(
    ("hits", "rates", "found"),
    [
        (805, (0.8, 0.2), 0.8),
        (195, (0.8, 0.2), 0.2),
        (500, (0.8, 0.2), 0.5),
        (1000, (0.8, 0.2), 1.0),
        (0, (0.8, 0.2), 0.0),
        (510, (0.5, 0.5), 0.5),
        (505, (0.51, 0.5), 0.51),
        (505, (0.5, 0.51), 0.5),
        (123, (), 0.123),
    ],
)
def test_a_share_becomes_the_first_rate_that_fits_it(hits, rates, found):
    assert snapped(hits, 1000, rates) == found


# Sharing


def mask_of(shape, rate=0.6, seed=0):
    return np.random.default_rng(seed).random(shape) < rate


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
def test_independent_entries_share_nothing(axis, rate):
    assert sharing(mask_of((40, 30), rate), axis, rate) == 0


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_mask_that_does_not_vary_along_an_axis_is_shared_along_it(axis):
    shape = [20, 30, 25]
    shape[axis] = 1
    mask = np.broadcast_to(mask_of(shape), (20, 30, 25))
    assert sharing(mask, axis, 0.6) == 1
    assert all(sharing(mask, other, 0.6) != 1 for other in {0, 1, 2} - {axis})


def test_one_entry_that_varies_is_enough_for_a_mask_not_to_be_shared():
    mask = np.repeat(mask_of((1, 50)), 40, axis=0)
    mask[7, 3] ^= True
    assert sharing(mask, 0, 0.6) == 0.5


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("alike", [True, False])
def test_neighbors_that_agree_too_often_or_too_seldom_are_not_independent(axis, alike):
    pairs = np.stack([half := mask_of((30, 20), 0.5), half if alike else ~half], axis=1).reshape(60, 20)
    assert sharing(pairs if axis == 0 else pairs.T, axis, 0.5) == 0.5
    assert sharing(pairs if axis == 0 else pairs.T, 1 - axis, 0.5) == 0


@pytest.mark.parametrize("length", [2, 3, 7])
def test_an_odd_entry_at_the_end_of_an_axis_has_no_neighbor(length):
    mask = np.array([True, True, False])[:length, None] & np.ones((1, 400), bool)
    mask = np.concatenate([mask_of((length - length % 2, 400), 0.5), mask[-1:]])[:length]
    assert sharing(mask, 0, 0.5) == 0


def test_pairs_do_not_overlap():
    entries = mask_of((1, 400), 0.5)
    three = np.concatenate([mask_of((1, 400), 0.5, seed=1), entries, entries])  # the second and third agree
    assert sharing(three, 0, 0.5) == 0
    assert sharing(three[1:], 0, 0.5) == 1


def test_an_axis_of_one_entry_is_shared():
    assert sharing(np.array([[True, False]]), 0, 0.5) == 1


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5, 0.8])
def test_the_rate_of_agreement_is_that_of_two_independent_draws(rate):
    pairs = 20_000
    rng = np.random.default_rng(1)
    together = round(pairs * (rate**2 + (1 - rate) ** 2))
    first = rng.random(pairs) < rate
    second = np.where(np.arange(pairs) < together, first, ~first)
    assert sharing(np.stack([first, second]), 0, rate) == 0
    more = np.where(np.arange(pairs) < together + pairs // 20, first, ~first)
    assert sharing(np.stack([first, more]), 0, rate) == 0.5


# Many right masks


@pytest.mark.parametrize(("p", "shape"), [(0.2, (24, 32)), (0.7, (32, 24)), (0.5, (30, 21)), (0.2, (60, 30))])
def test_two_thousand_right_masks_raise_no_alarm(p, shape):
    rng = np.random.default_rng(20)
    for _ in range(500):
        found = of_mask(rng.random(shape) >= p, p)
        assert (float(found[SHARE]), found[SHARING].tolist()) == (1 - p, [0, 0])


def test_a_thousand_right_masks_of_channels_raise_no_alarm():
    rng = np.random.default_rng(20)
    for _ in range(1000):
        found = of_mask(np.broadcast_to(rng.random((20, 24, 1, 1)) >= 0.5, (20, 24, 2, 3)), 0.5)
        assert (float(found[SHARE]), found[SHARING].tolist()) == (0.5, [0, 0, 1, 1])


@pytest.mark.parametrize("count", [30_720, 60_000])
def test_the_kurtosis_of_normal_draws_is_some_nine_deviations_from_its_limit(count):
    assert math.sqrt(24 / count) * 8.9 < KURTOSIS_WITHIN
