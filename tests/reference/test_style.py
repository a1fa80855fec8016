"""The layer files read alike: what each says of itself, how long it is, and what its functions take and return."""

import ast
from pathlib import Path

import pytest

import reference
from quizdl.bank.layers import read_layer

FOLDER = Path(reference.__file__).parent
FILES = sorted(path for path in FOLDER.rglob("*.py") if path.name != "__init__.py")
LAYERS = [path for path in FILES if path.parent == FOLDER]
NUMBERS_ONLY = {"shapes"}
"""Functions on sizes: no arrays, hence no axes and no `inputs`."""


def docstring(path):
    return ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_file_is_longer_than_150_lines(path):
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_file_says_its_axes_its_conventions_and_its_source(path):
    said = docstring(path)
    if path.parent != FOLDER and "Source:" not in said:
        assert f"reference/{path.name}" in said  # a fast form may leave it to the readable one
        return
    wanted = ("Conventions:", "Source:") if path.stem in NUMBERS_ONLY else ("Axes:", "Conventions:", "Source:")
    places = [said.index(word) for word in wanted]
    assert places == sorted(places)
    assert said.partition("\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_every_public_function_has_a_docstring_and_names_its_results(path):
    layer = read_layer(path.stem, path.name, path.read_text())
    for function in layer.functions.values():
        assert function.docstring, function.name
        if function.name.endswith(("_forward", "_backward", "_step")):
            assert function.results, function.name
            assert "result" not in function.results, f"{function.name} returns something without a name"
            for result in set(function.results) - {"cache"}:
                assert result in function.docstring, f"{function.name} does not say what {result} is"
        if function.name.endswith("_forward"):
            assert function.results[-1] == "cache", function.name
            assert ">>>" in function.docstring, f"{function.name} has no example to check by hand"


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_a_backward_takes_the_gradients_of_the_outputs_and_the_cache(path):
    layer = read_layer(path.stem, path.name, path.read_text())
    for name, backward in layer.functions.items():
        if not name.endswith("_backward"):
            continue
        forward = layer.functions[name.replace("_backward", "_forward")]
        *upstream, cache = backward.arguments
        assert cache == "cache"
        assert {argument.removeprefix("d") for argument in upstream} <= set(forward.results)
        assert [result.removeprefix("d") for result in backward.results] == [
            argument for argument in forward.arguments if f"d{argument}" in backward.results
        ]


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_a_layer_draws_its_own_arguments(path):
    layer = read_layer(path.stem, path.name, path.read_text())
    if path.stem not in NUMBERS_ONLY:
        assert layer.functions["inputs"].arguments[0] == "rng"


def test_every_fast_form_has_the_functions_of_its_layer():
    for path in FILES:
        if path.parent != FOLDER:
            fast = read_layer(path.stem, path.name, path.read_text()).functions
            readable = read_layer(path.stem, path.name, (FOLDER / path.name).read_text()).functions
            shared = [name for name in fast if name.endswith(("_forward", "_backward"))]
            assert shared
            for name in shared:
                assert (fast[name].arguments, fast[name].options, fast[name].results) == (
                    readable[name].arguments,
                    readable[name].options,
                    readable[name].results,
                )
