"""What a code question asks for, as calls: read off the functions of the layer file."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizdl.bank.layers import LayerError
from quizdl.model.layer import Function, Layer
from quizdl.model.question import Case, Code
from quizdl.runner.session import Call, Generator, Kept
from quizdl.variants import derive

CACHE = "cache"


@dataclass(frozen=True, slots=True)
class Plan:
    """A forward, its backward if that is asked for as well, and the names of what they return."""

    layer: Layer
    forward: Function
    backward: Function | None

    @property
    def outputs(self) -> tuple[str, ...]:
        """Results of the forward that are compared."""
        return tuple(name for name in self.forward.results if name != CACHE)

    @property
    def upstream(self) -> tuple[str, ...]:
        """Outputs whose upstream gradient the backward takes: its argument `dy` stands for the output `y`."""
        if self.backward is None:
            return ()
        return tuple(name.removeprefix("d") for name in self.backward.arguments if name != CACHE)

    @property
    def gradients(self) -> tuple[str, ...]:
        """Results of the backward."""
        return self.backward.results if self.backward else ()

    def draw(self, case: Case, generator: object) -> Call:
        """Draws the arguments of a case."""
        return Call("inputs", (generator,), case.sizes, results=None)

    def run_forward(self, arguments: Mapping[str, object], case: Case) -> Call:
        """The forward of a case; its cache stays where it is."""
        values = [arguments[name] for name in self.forward.arguments]
        keep = {CACHE: CACHE} if CACHE in self.forward.results else {}
        options: dict[str, object] = dict(case.options)
        if "rng" in self.forward.options:
            options["rng"] = Generator(derive(0, case.name))
        return Call(self.forward.name, values, options, self.forward.results, keep)

    def run_backward(self, upstream: Mapping[str, object]) -> Call:
        """The backward, with the cache of the forward before it."""
        assert self.backward is not None  # noqa: S101  for the type checker
        values = [
            Kept(CACHE) if name == CACHE else upstream[name.removeprefix("d")] for name in self.backward.arguments
        ]
        return Call(self.backward.name, values, results=self.backward.results)


def plan(question: Code, layer: Layer) -> Plan:
    """The plan of a question."""
    functions = [layer.functions[name] for name in question.functions]
    forwards = [function for function in functions if function.name.endswith("_forward")]
    backwards = [function for function in functions if function.name.endswith("_backward")]
    if len(forwards) != 1 or len(backwards) > 1 or len(functions) != len(forwards) + len(backwards):
        raise LayerError(f"{question.id}: functions are one `..._forward`, with or without its `..._backward`")
    for function in functions:
        if not function.results or len(set(function.results)) < len(function.results):
            raise LayerError(f"{layer.file}: give the results of {function.name} names in its `return`, all different")
    found = Plan(layer, forwards[0], backwards[0] if backwards else None)
    for name in found.upstream:
        if name not in found.outputs:
            takes = ", ".join(found.backward.arguments) if found.backward else ""
            wants = ", ".join((*(f"d{output}" for output in found.outputs), CACHE))
            raise LayerError(f"{layer.file}: {backwards[0].name} takes {takes}, expected some of {wants}")
    return found
