"""A predict question may show an experiment; its key is where the median of a curve ends."""

import pytest

from quizdl.bank.bank import Bank
from quizdl.grading.keys import Keys, NoKeyError
from quizdl.model.kinds.predict import Predict, WrongDirection


def key(files, experiment="powers", curve="square", wrong=()):
    question = Predict(
        id="t/q", type="predict", prompt="?", source="s", experiment=experiment, curve=curve, wrong=wrong
    )  # fmt: skip
    with Keys(Bank.open(str(files.bank))) as keys:
        return keys.key(question, 0)


def test_the_key_has_the_axis_and_the_numbers_of_the_experiment(files):
    found = key(files, wrong=(WrongDirection(answer="down", says="No."),))
    assert (found.value, found.values) == ("up", (1.0, 4.0, 16.0))
    assert (found.x.label, found.x.values, found.y) == ("base", (1, 2, 4), "The power (its square)")
    assert [wrong.value for wrong in found.wrong] == ["down"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"experiment": "power"}, "there is no experiment `power`: did you mean `powers`?"),
        ({"curve": "cube"}, "the experiment powers has no curve `cube` over numbers: choose another one"),
    ],
)
def test_a_curve_that_is_not_there_is_no_key(changes, said, files):
    with pytest.raises(NoKeyError) as caught:
        key(files, **changes)
    assert str(caught.value) == said


@pytest.mark.parametrize("change", [("values: [1, 2, 4]", "values: [1, two]"), ("layers: [relu]", "layers: [rel]")])
def test_an_experiment_over_names_or_with_flaws_gives_no_key(change, files):
    files.change(*change)
    with pytest.raises(NoKeyError):
        key(files)


def test_an_experiment_that_fails_gives_no_key(files):
    files.change("rng.random()", "1 / (x - 2)")
    with pytest.raises(NoKeyError, match="powers at base 2, seed 0: measure raises ZeroDivisionError"):
        key(files)
