"""What is right comes from the reference in the runner; a layer that does not give it is a flaw of the bank."""

import numpy as np
import pytest

from quizdl.bank.layers import LayerError
from quizdl.grading.code.expected import compute
from quizdl.grading.code.plan import plan
from quizdl.model.kinds.code import Case, Change, Code
from quizdl.runner.session import Session
from tests.grading.conftest import SCALE

SIZES = {"N": 4, "D": 3}
ONE = (Case(name="a case", sizes=SIZES),)


def expected(bank, cases=ONE, seed=0, layer="scale", functions=("scale_forward", "scale_backward"), name="t/q"):
    """What is right for a question about a layer."""
    question = Code(
        id=name, type="code", prompt="?", source="derivation", functions=functions, cases=cases, layer=layer
    )
    with Session() as session:
        return compute(question, plan(question, bank.layer(layer)), seed, session)


def test_inputs_outputs_and_gradients_are_those_of_the_layer(bank):
    (found,) = expected(bank, (Case(name="a case", sizes=SIZES, options={"offset": 5}),))
    x, a, dy = found.inputs["x"], found.inputs["a"], found.upstream["y"]
    assert (x.shape, a.shape) == ((4, 3), (3,))
    np.testing.assert_allclose(found.right["y"], a * x + 5)
    np.testing.assert_allclose(found.right["dx"], dy * a)
    np.testing.assert_allclose(found.right["da"], (dy * x).sum(axis=0))


def test_upstream_gradients_are_random_and_never_ones(bank):
    (found,) = expected(bank)
    assert len(np.unique(found.upstream["y"])) == 12


def test_the_same_seed_gives_the_same_and_another_one_something_else(bank):
    first, same, other = (expected(bank, seed=seed)[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.inputs["x"], same.inputs["x"])
    np.testing.assert_array_equal(first.upstream["y"], same.upstream["y"])
    assert not np.any(first.inputs["x"] == other.inputs["x"])
    assert not np.any(first.upstream["y"] == other.upstream["y"])


def test_cases_and_questions_have_inputs_of_their_own(bank):
    first, second = expected(bank, (*ONE, Case(name="another case", sizes=SIZES)))
    (elsewhere,) = expected(bank, name="t/r")
    assert not np.any(first.inputs["x"] == second.inputs["x"])
    assert not np.any(first.inputs["x"] == elsewhere.inputs["x"])


def test_a_case_scales_and_shifts_its_inputs(bank):
    (plain,) = expected(bank)
    (moved,) = expected(bank, (Case(name="a case", sizes=SIZES, inputs={"x": Change(scale=2, offset=1e5)}),))
    np.testing.assert_array_equal(moved.inputs["x"], plain.inputs["x"] * 2 + 1e5)
    np.testing.assert_array_equal(moved.inputs["a"], plain.inputs["a"])
    assert moved.condition > 1e4 > plain.condition


def test_a_forward_alone_has_no_gradients(bank):
    (found,) = expected(bank, functions=("scale_forward",))
    assert (dict(found.upstream), list(found.right)) == ({}, ["y"])


LINE = "y = a * x + offset"
OTHERWISE = "returns something else than the results named in its `return`"


@pytest.mark.parametrize(
    ("line", "changed", "says"),
    [
        ("import numpy as np", "import nowhere", ": ModuleNotFoundError: No module named 'nowhere'"),
        ("import numpy as np", "import os; os._exit(1)", ": ended: exit status 1"),
        ('return {"x"', 'return {"z"', ": `inputs` does not draw x"),
        ('return {"x"', 'return 1, {"z"', ", inputs, case `a case`: returns no dictionary of arrays"),
        (LINE, "raise ValueError", ", scale_forward, case `a case`: ValueError"),
        (LINE, "y = None", ", scale_forward, case `a case`: `y` is no array of real numbers (none)"),
        (LINE, "y = x / 0", ", scale_forward, case `a case`: `y` is not finite everywhere"),
        ("cache = x, a", "return y", f", scale_forward, case `a case`: {OTHERWISE}"),
        ("dx = dy * a", "dx = dy * np.inf", ", scale_backward, case `a case`: `dx` is not finite everywhere"),
    ],
)
def test_a_layer_that_does_not_give_what_is_right_is_named_with_its_case(make_bank, line, changed, says):
    assert SCALE.count(line) == 1
    bank = make_bank(broken=SCALE.replace(line, changed))
    with pytest.raises(LayerError) as error:
        expected(bank, layer="broken")
    assert str(error.value) == f"broken.py{says}"
