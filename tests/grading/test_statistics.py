"""Every statistic has its sentence, word by word."""

import numpy as np
import pytest

from quizdl.grading.code.plans import masks, minibatches, weights
from quizdl.grading.code.statistics import SENTENCES, sentence

NAN, INF = float("nan"), float("inf")
DROPPED = "p is the share that is dropped"
MOMENTS = "(a normal distribution has 3, a uniform one 1.8): another distribution"
BELONGS = "is not the gradient of what the forward has computed with its mask"
ALONE = "where every entry should have a draw of its own"
TARGETS = "in an epoch some examples are used twice or with the target of another example, and some not at all"
SAID = [
    (masks.SHARE, 0.2, 0.8, f"20 % of y come through, expected 80 %: {DROPPED}"),
    (masks.SHARE, 1.0, 0.3, f"100 % of y come through, expected 30 %: {DROPPED}"),
    (masks.SHARE, 0.5046, 0.8, f"50 % of y come through, expected 80 %: {DROPPED}"),
    (masks.DX_SHARE, 0.0, 0.8, f"0 % of dx come through, expected 80 %: {DROPPED}"),
    (masks.FACTOR, 1.0, 1.25, "the kept entries of y are multiplied by 1, expected 1.25"),
    (masks.FACTOR, -0.7, 1 / 0.3, "the kept entries of y are multiplied by -0.7, expected 3.333"),
    (masks.FACTOR, NAN, 1.25, "the kept entries of y are not all multiplied by the same number, expected 1.25"),
    (masks.DX_FACTOR, 1.5625, 1.25, "the kept entries of dx are multiplied by 1.562, expected 1.25"),
    (masks.DX_FACTOR, NAN, 1.25, "the kept entries of dx are not all multiplied by the same number, expected 1.25"),
    (masks.SHARING, [1, 0], [0, 0], f"the mask of y is the same along axis 0, {ALONE}"),
    (masks.SHARING, [0, 1, 1], [0, 0, 1], f"the mask of y is the same along axis 1, {ALONE}"),
    (masks.SHARING, [0, 0.5], [0, 0], f"the mask of y is not independent along axis 1, {ALONE}"),
    (masks.SHARING, [0, 0, 0], [0, 0, 1], "along axis 2 of y all entries should be kept or dropped together"),
    (masks.SHARING, [0, 0, 0.5], [0, 0, 1], "along axis 2 of y all entries should be kept or dropped together"),
    (masks.SHARING, [0.5, 0, 0], [0, 0, 1], f"the mask of y is not independent along axis 0, {ALONE}"),
    (masks.NEW, 0.0, 1.0, "two forward passes drop the same entries of y: draw a new mask each time"),
    (masks.DX_MASK, 0.0, 1.0, "the backward does not drop exactly the entries that its forward has dropped"),
    ("dx: by its outputs", NAN, 1.0, f"dx {BELONGS}"),
    ("dw: by its outputs", NAN, 1.0, f"dw {BELONGS}"),
    ("db: by its outputs", NAN, 1.0, f"db {BELONGS}"),
    ("dw: by its outputs", 0.8, 1.0, "dw is 0.8 times the gradient of what the forward has computed"),
    ("db: by its outputs", -1 / 3, 1.0, "db is -0.3333 times the gradient of what the forward has computed"),
    (weights.MEAN, 0.25, 0.0, "the mean of w is 0.25 standard deviations, expected about 0"),
    (weights.MEAN, -1.2345, -0.001, "the mean of w is -1.23 standard deviations, expected about 0"),
    (weights.MEAN, 0.0, 1.996, "the mean of w is 0 standard deviations, expected about 2"),
    (weights.MEAN, 0.0, 0.46, "the mean of w is 0 standard deviations, expected about 0.5"),
    (weights.MEAN, INF, 0.0, "the mean of w is inf standard deviations, expected about 0"),
    (weights.VARIANCE, np.log(2), 0.0, "the variance of w is 2 times the right one"),
    (weights.VARIANCE, np.log(0.01), np.log(0.3), "the variance of w is 0.0333 times the right one"),
    (weights.VARIANCE, 3.0, 3.0 - np.log(12345), "the variance of w is 1.23e+04 times the right one"),
    (weights.VARIANCE, -INF, 0.0, "the variance of w is 0 times the right one"),
    (weights.VARIANCE, INF, 0.0, "the variance of w is 1.01e+304 times the right one"),
    (weights.VARIANCE, NAN, 0.0, "w holds numbers that are not finite"),
    (weights.KURTOSIS, 1.8012, 3.004, f"w has a kurtosis of 1.80, expected 3.00 {MOMENTS}"),
    (weights.KURTOSIS, NAN, 1.8, f"w has a kurtosis of nan, expected 1.80 {MOMENTS}"),
    (weights.DISTINCT, 0.5, 1.0, "50.0 % of the numbers in w are distinct, expected 100 %"),
    (weights.DISTINCT, 0.0126, 0.9996, "1.3 % of the numbers in w are distinct, expected 100 %"),
    (weights.NEW, 0.0, 1.0, "another generator gives the same w: draw from `rng` at every call"),
    (minibatches.VISITED, NAN, 1.0, TARGETS),
    (minibatches.VISITED, 20 / 23, 1.0, "87 % of the examples are used in an epoch, expected 100 %"),
    (
        minibatches.SHRINKAGE, NAN, [0.8, 0.9],
        "the steps that the examples make w take do not have the right lengths: what is averaged over what?",
    ),
    (minibatches.ORDER, 0.0, 1.0, "the minibatches are the same with other generators: shuffle in every epoch"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "found", "right", "says"), SAID)
def test_a_wrong_statistic_is_told_in_words(label, found, right, says):
    assert sentence(label, np.array(found), np.array(right)) == says


def test_every_statistic_is_spoken_of_above():
    assert {label for label, *_ in SAID} == set(SENTENCES)


def test_the_statistics_of_all_plans_have_sentences():
    names = {masks.SHARE, masks.FACTOR, masks.SHARING, masks.NEW, masks.DX_SHARE, masks.DX_FACTOR, masks.DX_MASK}
    names |= set(masks.GRADIENTS)
    names |= {weights.MEAN, weights.VARIANCE, weights.KURTOSIS, weights.DISTINCT, weights.NEW}
    names |= {minibatches.VISITED, minibatches.SHRINKAGE, minibatches.ORDER}
    assert names == set(SENTENCES)
