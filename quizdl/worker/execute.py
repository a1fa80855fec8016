"""Runs sources, calls and expressions. All state of a run (modules, kept results) stays in this process."""

import builtins
import inspect
import sys
import types
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.random

from .arrays import describe, unpack
from .frames import Header

Reply = tuple[Header, bytes]

modules: dict[str, types.ModuleType] = {}
handles: dict[str, Any] = {}


def load(request: Header, payload: bytes) -> Reply:
    """Run a source as a module of its own and report the signatures of the functions asked for."""
    name, file = request["name"], request["file"]
    module = types.ModuleType(name)
    module.__dict__["__file__"] = file
    sys.modules[name] = modules[name] = module  # dataclasses and the like look their module up
    exec(compile(payload.decode("utf-8-sig"), file, "exec", dont_inherit=True), module.__dict__)  # noqa: S102  the purpose of this process
    return {"functions": {wanted: signature(module.__dict__.get(wanted)) for wanted in request["functions"]}}, b""


def signature(function: Any) -> list[Header] | str:
    """The parameters of a function; "missing" or "not a function" where there is none."""
    if function is None:
        return "missing"
    if not callable(function):
        return "not a function"
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return "unknown"
    return [
        {"name": p.name, "kind": p.kind.name.lower(), "default": p.default is not inspect.Parameter.empty}
        for p in parameters
    ]


def call(request: Header, payload: bytes) -> Reply:
    """Call one function; keep and send the results that were asked for."""
    arrays = unpack(request["arrays"], payload)
    arguments = [argument(spec, arrays) for spec in request["arguments"]]
    options = {name: argument(spec, arrays) for name, spec in request["options"].items()}
    for name in request["keep"].values():
        handles.pop(name, None)  # should this call fail, the next one must not find an older result
    value = modules[request["in"]].__dict__[request["function"]](*arguments, **options)
    after = b"".join(array.tobytes() for array in arrays)
    reply, parts = results(request, value)
    reply["changed"] = after != payload
    return reply, b"".join(parts)


def argument(spec: Header, arrays: list[Any]) -> Any:
    """An array of this request, a plain value, a result kept by an earlier call, or a fresh random generator."""
    if "array" in spec:
        return arrays[spec["array"]]
    if "list" in spec:
        return [argument(item, arrays) for item in spec["list"]]
    if "kept" in spec:
        return handles[spec["kept"]]
    if "rng" in spec:
        return np.random.default_rng(spec["rng"])
    value = spec["value"]
    return tuple(value) if isinstance(value, list) else value


def results(request: Header, value: Any) -> tuple[Header, list[bytes]]:
    """Sort what a function returned into the names that were asked for."""
    names = request["results"]
    if names is None:  # a dictionary of arrays, such as inputs() returns
        if not isinstance(value, Mapping):
            return {"outputs": [], "count": how_many(value)}, []
        names, values = list(value), list(value.values())
    elif len(names) == 1:
        values = [value]
    elif isinstance(value, tuple | list) and len(value) == len(names):
        values = list(value)
    else:
        return {"outputs": [], "count": how_many(value)}, []
    outputs, parts = [], []
    for name, item in zip(names, values, strict=True):
        if name in request["keep"]:
            handles[request["keep"][name]] = item
        else:
            items = {name: item}
            if (request["results"] is None or name in request["lists"]) and is_list_of_arrays(item):
                items = {f"{name}[{k}]": array for k, array in enumerate(item)}
            for label, one in items.items():
                described, part = describe(one)
                outputs.append({"name": str(label), **described})
                parts.append(part)
    return {"outputs": outputs}, parts


def is_list_of_arrays(item: Any) -> bool:
    """Whether it is several arrays, whatever their shapes."""
    return isinstance(item, list | tuple) and len(item) > 0 and all(isinstance(one, np.ndarray) for one in item)


def how_many(value: Any) -> int:
    """Values that came back: none where a function ends without `return`."""
    if isinstance(value, tuple | list):
        return len(value)
    return 0 if value is None else 1


def numpy_names() -> dict[str, Any]:
    """What an expression may use without a prefix; Python's own sum, max, abs and round keep their meaning.

    Only what numpy has loaded: asking it for every name in dir(numpy) would import its test suite.
    """
    return {name: value for name, value in vars(np).items() if not (name.startswith("_") or hasattr(builtins, name))}


def evaluate(request: Header, payload: bytes) -> Reply:  # noqa: ARG001  one signature for all handlers
    """The value of an expression over numpy's names, the functions of a source and the params."""
    names = {**numpy_names(), **modules[request["in"]].__dict__, **request["params"]}
    described, part = describe(eval(request["expression"], names))  # noqa: S307  the purpose of this process
    return {"outputs": [{"name": "value", **described}]}, part


HANDLERS = {"load": load, "call": call, "evaluate": evaluate}
