"""Reads a layer file as text: its functions, what they take, what they return, and the code without its prose.

Nothing is imported or run here. The names of the results are those in the return statement, so that a case can say
`dx` and mean the first value that `batchnorm_backward` returns.
"""

import ast
import functools
import io
import itertools
import tokenize
from collections.abc import Sequence

from quizdl.errors import WRONG, QuizdlError
from quizdl.model.layer import Edit, Function, Layer, Misconception


class LayerError(QuizdlError):
    """A layer file that cannot be used; the sentence says why."""

    exit_code = WRONG


def read_layer(name: str, file: str, text: str) -> Layer:
    """The functions of a layer file."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise LayerError(f"{file} is not Python: {error.msg} (line {error.lineno})") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise LayerError(f"{file} is not Python: {str(error) or 'it is nested too deep'}") from error
    functions = {node.name: read_function(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    return Layer(name, file, text, functions)


def read_function(node: ast.FunctionDef) -> Function:
    """One function by its syntax tree."""
    options = {
        argument.arg: None if default is None else ast.unparse(default)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    }
    return Function(
        name=node.name,
        arguments=tuple(argument.arg for argument in (*node.args.posonlyargs, *node.args.args)),
        options=options,
        results=results(node),
        signature=f"def {node.name}({ast.unparse(node.args)}):",
        docstring=ast.get_docstring(node, clean=True) or "",
    )


def results(node: ast.FunctionDef) -> tuple[str, ...]:
    """The names in the last return statement; `result` where a value has no name."""
    returns = [statement for statement in node.body if isinstance(statement, ast.Return)]
    if not returns or returns[-1].value is None:
        return ()
    value = returns[-1].value
    items = value.elts if isinstance(value, ast.Tuple) else [value]
    return tuple(item.id if isinstance(item, ast.Name) else "result" for item in items)


@functools.lru_cache(maxsize=128)  # asked for once for every mistake in the layer
def code_of(text: str) -> str:
    """The text without comments and with empty docstrings; every statement keeps its line."""
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            blank(lines, node.body[0])
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def blank(lines: list[str], docstring: ast.stmt) -> None:
    """Leave an empty string where a docstring stood: it may be all there is of a function or class."""
    first, last = docstring.lineno - 1, (docstring.end_lineno or docstring.lineno) - 1
    before = lines[first].encode()[: docstring.col_offset].decode()  # offsets of the syntax tree count bytes
    after = lines[last].encode()[docstring.end_col_offset :].decode()
    lines[first : last + 1] = [""] * (last - first + 1)
    lines[first] = f'{before}""'
    lines[last] += after


def edited(code: str, edits: Sequence[Edit]) -> str:
    """The code after replacements; each `old` has to occur exactly once."""
    for edit in edits:
        found = code.count(edit.old.strip("\n"))
        if found != 1:
            where = "does not occur" if found == 0 else f"occurs {found} times"
            raise LayerError(f"`{edit.old.strip()}` {where} in the code of the layer (docstrings and comments apart)")
        code = code.replace(edit.old.strip("\n"), edit.new.strip("\n"))
    return code


def merged(code: str, edits: Sequence[Edit]) -> str | None:
    """The code after replacements that were all written for the code as it is; None where two touch one place."""
    places = []
    for edit in edits:
        old = edit.old.strip("\n")
        start = code.find(old)
        if start < 0 or code.count(old) > 1:
            return None
        places.append((start, start + len(old), edit.new.strip("\n")))
    places.sort()
    if any(later[0] < earlier[1] for earlier, later in itertools.pairwise(places)):
        return None
    for start, end, new in reversed(places):
        code = code[:start] + new + code[end:]
    return code


def mistaken(layer: Layer, mistake: Misconception) -> str:
    """The layer's code with a mistake in it."""
    code = code_of(layer.text)
    return edited(code, mistake.edits) if mistake.code is None else f"{code}\n{mistake.code}"


@functools.lru_cache(maxsize=128)
def definitions(code: str) -> dict[str, str]:
    """Top-level names -> the lines that define them. The last definition wins."""
    found: dict[str, str] = {}
    lines = code.split("\n")
    for node in ast.parse(code).body:
        text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = text
        elif isinstance(node, ast.Assign):
            found |= {target.id: text for target in node.targets if isinstance(target, ast.Name)}
    return found


def touched(code: str, changed: str) -> set[str]:
    """The top-level names that an edit has changed or added."""
    before, after = definitions(code), definitions(changed)
    return {name for name in after if after[name] != before.get(name)}


def reachable(code: str, functions: Sequence[str]) -> set[str]:
    """The top-level names that functions use, directly or through others; with the functions."""
    uses = {
        node.name: {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
        for node in ast.parse(code).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    found: set[str] = set()
    waiting = list(functions)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += uses.get(name, ())
    return found
