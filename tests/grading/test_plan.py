"""What a code question asks for is read off its layer file, as calls."""

import numpy as np
import pytest

from quizdl.bank.layers import LayerError, read_layer
from quizdl.grading.code.plan import plan
from quizdl.grading.code.plans.base import draw
from quizdl.model.kinds.code import Case, Code
from quizdl.runner.session import Call, Generator, Kept, Results

LAYER = """
def inputs(rng, N, D, H=None):
    pass

def lstm_forward(x, h0, *, p, training=True):
    return h, c, cache

def lstm_backward(dh, dc, cache):
    return dx, dh0

def dropout_forward(x, *, training, rng):
    return y, cache

def norm_forward(x):
    return y

def other_backward(dz, cache):
    return dx

def unnamed_forward(x):
    return x + 1, x - 1, cache

def nothing_forward(x):
    x += 1

def helper(x):
    return y
"""
CASE = Case(name="a case", sizes={"D": 3, "N": 2}, options={"training": False})


def planned(*functions):
    question = Code(id="t/q", type="code", prompt="?", source="derivation", functions=functions, cases=(CASE,))
    return plan(question, read_layer("layer", "layer.py", LAYER))


def test_outputs_upstream_gradients_and_results_have_the_names_in_the_layer_file():
    found = planned("lstm_backward", "lstm_forward")
    assert found.outputs == ("h", "c")
    assert found.upstream == ("h", "c")
    assert found.gradients == ("dx", "dh0")


def test_a_forward_may_stand_alone_and_have_no_cache():
    found = planned("norm_forward")
    assert (found.outputs, found.upstream, found.gradients) == (("y",), (), ())
    assert found.run_forward({"x": 1.0}, CASE) == Call("norm_forward", [1.0], {"training": False}, ("y",), {})


def test_sizes_are_given_to_inputs_by_name():
    asked = []

    def ask(calls):
        asked.extend(calls)
        return [Results({"x": np.ones(2)})]

    assert list(draw(read_layer("layer", "layer.py", LAYER), CASE, 7, ask)) == ["x"]
    assert asked == [Call("inputs", (Generator(7),), {"D": 3, "N": 2}, results=None)]


def test_the_forward_gets_its_arguments_in_order_and_its_cache_stays_where_it_is():
    call = planned("lstm_forward").run_forward({"h0": 2.0, "x": 1.0, "unused": 3.0}, CASE)
    assert call == Call("lstm_forward", [1.0, 2.0], {"training": False}, ("h", "c", "cache"), {"cache": "cache"})


def test_a_forward_with_an_option_rng_gets_the_same_generator_every_time():
    first, again = (planned("dropout_forward").run_forward({"x": 1.0}, CASE).options for _ in range(2))
    assert first == again
    assert isinstance(first["rng"], Generator)


def test_the_backward_gets_the_upstream_gradients_and_the_cache():
    upstream = {"c": np.ones(1), "h": np.zeros(1)}
    call = planned("lstm_forward", "lstm_backward").run_backward(upstream)
    assert (call.function, call.results) == ("lstm_backward", ("dx", "dh0"))
    assert call.arguments == [upstream["h"], upstream["c"], Kept("cache")]


def test_without_a_backward_there_is_nothing_to_run_backward():
    with pytest.raises(AssertionError):
        planned("norm_forward").run_backward({})


@pytest.mark.parametrize(
    ("functions", "says"),
    [
        (
            ("lstm_backward",),
            "t/q: functions are one `..._forward`, with or without its `..._backward`, or one other function",
        ),
        (
            ("norm_forward", "lstm_forward"),
            "t/q: functions are one `..._forward`, with or without its `..._backward`, or one other function",
        ),
        (
            ("norm_forward", "helper"),
            "t/q: functions are one `..._forward`, with or without its `..._backward`, or one other function",
        ),
        (
            ("lstm_forward", "lstm_backward", "other_backward"),
            "t/q: functions are one `..._forward`, with or without its `..._backward`, or one other function",
        ),
        (("norm_forward", "other_backward"), "layer.py: other_backward takes dz, cache, expected some of dy, cache"),
        (("unnamed_forward",), "layer.py: give the results of unnamed_forward names in its `return`, all different"),
        (("nothing_forward",), "layer.py: give the results of nothing_forward names in its `return`, all different"),
    ],
)
def test_functions_that_make_no_question_are_named(functions, says):
    with pytest.raises(LayerError) as error:
        planned(*functions)
    assert str(error.value) == says
