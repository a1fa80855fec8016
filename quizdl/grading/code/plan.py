"""Which kind of plan a code question needs: read off the functions that it asks for."""

from quizdl.bank.layers import LayerError
from quizdl.grading.code.plans.base import Plan, named_results
from quizdl.grading.code.plans.masks import Masks
from quizdl.grading.code.plans.minibatches import Minibatches
from quizdl.grading.code.plans.pair import pair
from quizdl.grading.code.plans.steps import steps
from quizdl.grading.code.plans.weights import Weights
from quizdl.model.kinds.code import Code
from quizdl.model.layer import Layer


def plan(question: Code, layer: Layer) -> Plan:
    """The plan of a question."""
    functions = [layer.functions[name] for name in question.functions]
    backwards = [function for function in functions if function.name.endswith("_backward")]
    others = [function for function in functions if function not in backwards]
    if len(others) != 1 or len(backwards) > 1:
        raise LayerError(
            f"{question.id}: functions are one `..._forward`, with or without its `..._backward`, or one other function"
        )
    (main,) = others
    if main.name.endswith("_step") and not backwards:
        return steps(layer, main)
    if "rng" in main.options and not backwards:
        named_results(main, layer)
        if main.arguments == ("shape",):
            return Weights(layer, main)
        if "batch_size" in main.options:
            return Minibatches(layer, main)
    found = pair(layer, main, backwards[0] if backwards else None)
    return Masks(found) if {"rng", "p", "training"} <= set(main.options) else found
