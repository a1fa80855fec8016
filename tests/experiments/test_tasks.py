"""What experiments learn: the digits of scikit-learn, or drawn clusters of the same size."""

import sys

import numpy as np
import pytest

from quizdl.errors import QuizdlError
from quizdl.grading import tasks


@pytest.mark.parametrize("name", ["digits", "synthetic"])
def test_both_tasks_have_the_same_form(name):
    found, inputs, targets = tasks.task(name)
    assert found == name
    assert (inputs.shape, targets.shape) == ((1797, 64), (1797,))
    assert set(targets) == set(range(10))
    assert -0.5 < inputs.min() < inputs.max() < 1.5
    assert np.bincount(targets).min() > 100


def test_the_digits_are_taken_where_they_are_and_the_clusters_elsewhere(monkeypatch):
    assert tasks.task(None)[0] == "digits"
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    assert tasks.task(None)[0] == "synthetic"


def test_digits_that_are_missing_are_said_to_be(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(QuizdlError, match=r"pip install 'quizdl\[data\]', or take --data synthetic"):
        tasks.task("digits")


def test_the_clusters_can_be_learned_but_not_by_the_nearest_mean():
    _, inputs, targets = tasks.task("synthetic")
    train, test = slice(1200), slice(1200, None)
    means = np.stack([inputs[train][targets[train] == k].mean(axis=0) for k in range(10)])
    by_mean = ((inputs[test, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    nearest = ((inputs[test, None] - inputs[None, train]) ** 2).sum(axis=2).argmin(axis=1)
    assert (by_mean == targets[test]).mean() < 0.8 < (targets[train][nearest] == targets[test]).mean()
