"""A layer file read as text: what its functions take and return, and its code with a mistake in it."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.bank.layers import LayerError, code_of, edited, read_layer
from quizdl.bank.starter import starter
from quizdl.errors import WRONG
from quizdl.model.kinds.code import Case, Code
from quizdl.model.layer import Edit
from tests.bank.conftest import ROOT

LAYERS = sorted(path for path in (ROOT / "reference").glob("*.py") if path.stem != "__init__")
TEXT = '''\
"""A docstring with y = x
on two lines."""  # a comment
from __future__ import annotations

NAME = "# not a comment"


def inputs(rng, N, D, H=None):  # y = x
    """Draw."""
    return {"x": rng.standard_normal((N, D))}


def layer_forward(x: list, /, w, *, training, eps=1e-5, name='é') -> tuple:
    """First line.

        Indented: y = x
    Not indented.
    """
    def inner(y):
        return y
    if training:
        return None
    y = x  # y = x
    return y, x @ w, cache


async def ignored():
    """Doc."""


def é(): "é"; return 1


class Empty:
    """Nothing else."""


def nothing(): pass
'''
CODE = '''\
""

from __future__ import annotations

NAME = "# not a comment"


def inputs(rng, N, D, H=None):
    ""
    return {"x": rng.standard_normal((N, D))}


def layer_forward(x: list, /, w, *, training, eps=1e-5, name='é') -> tuple:
    ""




    def inner(y):
        return y
    if training:
        return None
    y = x
    return y, x @ w, cache


async def ignored():
    """Doc."""


def é(): ""; return 1


class Empty:
    ""


def nothing(): pass
'''


def layer(text=TEXT):
    return read_layer("layer", "layer.py", text)


def test_arguments_options_and_results_are_read_off_the_functions():
    forward = layer().functions["layer_forward"]
    assert forward.arguments == ("x", "w")
    assert forward.options == {"training": None, "eps": "1e-05", "name": "'é'"}
    assert forward.results == ("y", "result", "cache")
    assert forward.signature == "def layer_forward(x: list, /, w, *, training, eps=1e-05, name='é'):"
    assert forward.docstring == "First line.\n\n    Indented: y = x\nNot indented."


def test_only_functions_of_the_module_itself_count():
    assert list(layer().functions) == ["inputs", "layer_forward", "é", "nothing"]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("return y", ("y",)),
        ("return (dx, dw)", ("dx", "dw")),
        ("return a\n    return b", ("b",)),
        ("return x + 1", ("result",)),
        ("return", ()),
        ("pass", ()),
        ("if x:\n        return a\n    return b, c", ("b", "c")),
    ],
)
def test_results_are_named_by_the_last_return(text, results):
    assert layer(f"def f(x):\n    {text}\n").functions["f"].results == results


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(:\n", "layer.py is not Python: invalid syntax (line 1)"),
        ("\n\nx = (", "layer.py is not Python: '(' was never closed (line 3)"),
        ("-" * 100_000 + "1", "layer.py is not Python: "),
        ("x = '\0'", "layer.py is not Python: source code "),
    ],
    ids=["syntax", "line", "depth", "null"],
)
def test_a_file_that_is_not_python_is_an_error_of_the_bank(text, message):
    with pytest.raises(LayerError) as raised:
        layer(text)
    assert str(raised.value).startswith(message)
    assert raised.value.exit_code == WRONG


def test_the_code_of_a_layer_has_neither_comments_nor_docstrings_and_keeps_its_lines():
    assert code_of(TEXT) == CODE
    ast.parse(CODE)


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_the_code_of_every_reference_is_the_same_program(path):
    text = path.read_text(encoding="utf-8")

    def program(source):
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node) is not None:
                node.body = node.body[1:]
        return ast.dump(tree)

    assert program(code_of(text)) == program(text)
    assert len(code_of(text).splitlines()) == len(text.splitlines())


def test_a_form_feed_in_a_layer_does_not_move_its_lines():
    assert code_of("x = 1\n\f\ny = '\x0c\x1c'  # c\n") == "x = 1\n\ny = '\x0c\x1c'\n"


def test_edits_are_made_one_after_the_other():
    edits = [Edit("a = 1", "a = 2"), Edit("a = 2\nb = 1\n", "\na = 2\nb = a\n")]
    assert edited("a = 1\nb = 1\nc = 1\n", edits) == "a = 2\nb = a\nc = 1\n"


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("b = 3", "`b = 3` does not occur in the code of the layer (docstrings and comments apart)"),
        ("\n = 1\n", "`= 1` occurs 2 times in the code of the layer (docstrings and comments apart)"),
    ],
)
def test_an_edit_has_to_fit_exactly_once(old, message):
    with pytest.raises(LayerError) as raised:
        edited("a = 1\nb = 1\n", [Edit(old, "")])
    assert str(raised.value) == message


def code_question(prompt):
    case = Case(name="a", sizes={"N": 1})
    return Code(id="t/q", type="code", prompt=prompt, source="s", functions=("layer_forward",), cases=(case,))


TRICKY = ['"', "'", '"""', "'''", "\\", "\n", "\n\n", " ", "# c", "$\\frac{1}{2}$", "\\n", "{{a}}", "return", "é", "\t"]


@given(st.lists(st.sampled_from(TRICKY), max_size=12).map("".join), st.text("ab\"'\\ \n", max_size=20))
def test_a_starter_is_python_whatever_the_prompt_and_the_docstring_hold(prompt, docstring):
    text = f"def layer_forward(x, *, eps):\n    {docstring!r}\n    return y, cache\n"
    begun = starter(code_question(prompt or "p"), layer(text))
    function = ast.parse(begun).body[-1]
    assert isinstance(function.body[-1], ast.Raise)
    assert len(function.body) <= 2
    expected = layer(text).functions["layer_forward"].docstring
    assert (ast.get_docstring(function) or "").split() == expected.split()
