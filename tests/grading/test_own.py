"""A backward is held against its own forward by differences, and nothing is claimed where they cannot tell."""

import numpy as np
import pytest

from quizdl.grading.code.own import agrees
from quizdl.grading.code.plans.base import Expected
from quizdl.model.kinds.code import Case
from reference.batchnorm import batchnorm_backward, batchnorm_forward, inputs

OPTIONS = {"training": True, "eps": 1e-5}
NAMES = ("dx", "dgamma", "dbeta")


def setting(scale=1.0, offset=0.0, upstream=1.0, features=2):
    """A case of batch norm; what would be right plays no role here."""
    rng = np.random.default_rng(3)
    arguments = inputs(rng, 6, features)
    arguments["x"] = arguments["x"] * scale + offset
    return Expected(Case(name="c", sizes={}), arguments, {"y": upstream * rng.standard_normal((6, features))}, {})


def forward(arguments, **changes):
    """The outputs of the forward of a learner."""
    y, *_ = batchnorm_forward(**arguments, **OPTIONS, **changes)
    return {"y": y}


def gradients(expected):
    """The gradients of the backward that belongs to it."""
    *_, cache = batchnorm_forward(**expected.inputs, **OPTIONS)
    return dict(zip(NAMES, batchnorm_backward(expected.upstream["y"], cache), strict=True))


@pytest.mark.parametrize("scale", [1.0, 1e-3, 1e3])
def test_a_backward_that_belongs_to_its_forward_agrees_at_any_scale(scale):
    expected = setting(scale)
    assert agrees(expected, gradients(expected), forward, seed=0) is True


@pytest.mark.parametrize("upstream", [1e-4, 1e4])
def test_large_and_small_gradients_agree_as_well(upstream):
    expected = setting(upstream=upstream)
    assert agrees(expected, gradients(expected), forward, seed=0) is True


def test_an_input_of_one_number_is_moved_as_well():
    expected = setting(features=1)
    found = gradients(expected)
    assert agrees(expected, found, forward, seed=0) is True
    assert agrees(expected, found | {"dbeta": 2 * found["dbeta"]}, forward, seed=0) is False


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("factor", [0.0, -1.0, 1.001])
def test_a_gradient_that_is_off_does_not_agree(name, factor):
    expected = setting()
    found = gradients(expected)
    assert agrees(expected, found | {name: found[name] * factor}, forward, seed=0) is False


@pytest.mark.parametrize("bad", [np.ones((6, 1)), np.ones(12), np.full((6, 2), np.nan), np.full((6, 2), 1e200)])
def test_a_gradient_of_another_shape_or_beyond_all_numbers_does_not_agree(bad):
    expected = setting()
    assert agrees(expected, gradients(expected) | {"dx": bad}, forward, seed=0) is False


def nothing(arguments):
    return None


def another_shape(arguments):
    return {"y": forward(arguments)["y"][0]}


def without_y(arguments):
    return {"z": forward(arguments)["y"]}


def not_finite(arguments):
    return {"y": forward(arguments)["y"] * np.inf}


def single_precision(arguments):
    return {"y": forward(arguments)["y"].astype(np.float32)}


@pytest.mark.parametrize("silent", [nothing, another_shape, without_y, not_finite, single_precision])
def test_a_forward_that_gives_no_digits_tells_nothing(silent):
    expected = setting()
    assert agrees(expected, gradients(expected), silent, seed=0) is None


@pytest.mark.parametrize("first", [True, False])
def test_a_forward_that_sometimes_gives_nothing_tells_nothing(first):
    expected, calls = setting(), []

    def moody(arguments):
        calls.append(1)
        return forward(arguments) if len(calls) % 2 == first else None

    assert agrees(expected, gradients(expected), moody, seed=0) is None


def test_inputs_far_from_zero_tell_nothing():
    expected = setting(offset=1e5)
    assert agrees(expected, gradients(expected), forward, seed=0) is None


def test_a_gradient_that_belongs_to_no_input_tells_nothing():
    expected = setting()
    assert agrees(expected, {"dz": np.ones(2)}, forward, seed=0) is None


def test_a_gradient_of_whole_numbers_does_not_agree():
    expected = setting()
    expected.inputs["n"] = np.array([1, 2])
    assert agrees(expected, {"dn": np.ones(2)}, forward, seed=0) is False


def test_zeros_belong_to_zeros():
    expected = setting()
    zeros = {name: np.zeros_like(gradient) for name, gradient in gradients(expected).items()}
    assert agrees(expected, zeros, lambda _: {"y": np.zeros((6, 2))}, seed=0) is True
