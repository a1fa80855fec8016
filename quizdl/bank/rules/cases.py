"""A code question asks for functions that the layer file has, on inputs that it can draw."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from quizdl.bank.layers import LayerError
from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.model.kinds.code import Case, Code
from quizdl.model.layer import Function, Layer

GENERATOR = "rng"
"""An option that quizdl gives."""


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Every code question whose layer exists."""
    for i, question in enumerate(topic.questions):
        name = question.layer or topic.layer
        if isinstance(question, Code) and name and name in sources.layers():
            try:
                layer = sources.layer(name)
            except LayerError as error:
                yield Flaw(("questions", i), str(error))
                continue
            yield from code(question, layer, ("questions", i))


def code(question: Code, layer: Layer, place: Loc) -> Iterator[Flaw]:
    """One code question against its layer."""
    missing = [name for name in question.functions if name not in layer.functions]
    for name in missing:
        have = ", ".join(name for name in layer.functions if name != "inputs")
        yield Flaw(
            (*place, "functions", question.functions.index(name)),
            f"{layer.file} has no function `{name}`: it has {have}",
        )
    if "inputs" not in layer.functions:
        yield Flaw(place, f"{layer.file} has no function `inputs(rng, ...sizes)` that draws the arguments")
    if missing or "inputs" not in layer.functions:
        return
    functions = [layer.functions[name] for name in question.functions]
    forward = next((function for function in functions if not function.name.endswith("_backward")), functions[0])
    known = {result for function in functions for result in function.results if result != "cache"}
    for name in question.weights:
        if name not in known:
            yield Flaw((*place, "weights", name), f"`{name}` is not a result: {', '.join(sorted(known))}")
    names: set[str] = set()
    for j, case in enumerate(question.cases):
        if case.name in names:
            yield Flaw((*place, "cases", j, "name"), f"a second case `{case.name}`: feedback would be ambiguous")
        names.add(case.name)
        yield from sizes_and_options(case, layer.functions["inputs"], forward, (*place, "cases", j))
    for j, case in enumerate(question.ladder):
        yield from sizes_and_options(case, layer.functions["inputs"], forward, (*place, "ladder", j))


def sizes_and_options(case: Case, inputs: Function, forward: Function, place: Loc) -> Iterator[Flaw]:
    """The keys of one case."""
    yield from unknown(case.sizes, inputs.arguments[1:], (*place, "sizes"), "a size of `inputs`")
    yield from unknown(case.options, tuple(forward.options), (*place, "options"), f"an option of {forward.name}")
    yield from unknown(case.inputs, forward.arguments, (*place, "inputs"), f"an argument of {forward.name}")
    for name in required(inputs):
        if name not in case.sizes:
            yield Flaw((*place, "sizes"), f"the size `{name}` is missing: `inputs` has no default for it")
    for name, default in forward.options.items():
        if default is None and name not in (*case.options, GENERATOR):
            yield Flaw(place, f"the option `{name}` is missing: {forward.name} has no default for it")


def required(inputs: Function) -> tuple[str, ...]:
    """The sizes without a default."""
    definition = ast.parse(f"{inputs.signature} ...").body[0]
    defaults = definition.args.defaults if isinstance(definition, ast.FunctionDef) else []
    return inputs.arguments[1 : len(inputs.arguments) - len(defaults)]


def unknown(found: Mapping[str, object], known: tuple[str, ...], place: Loc, what: str) -> Iterator[Flaw]:
    """Keys that do not exist."""
    for name in found:
        if name not in known:
            yield Flaw((*place, name), f"`{name}` is not {what}: {', '.join(known) or 'there are none'}")
