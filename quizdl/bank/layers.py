"""Reads a layer file as text: its functions, what they take, what they return, and the code without its prose.

Nothing is imported or run here. The names of the results are those in the return statement, so that a case can say
`dx` and mean the first value that `batchnorm_backward` returns.
"""

import ast
import io
import tokenize
from collections.abc import Sequence

from quizdl.errors import WRONG, QuizdlError
from quizdl.model.topic import Edit, Function, Layer


class LayerError(QuizdlError):
    """A layer file that cannot be used; the sentence says why."""

    exit_code = WRONG


def read_layer(name: str, file: str, text: str) -> Layer:
    """The functions of a layer file."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        raise LayerError(f"{file}: not Python: {error}" + (f" (line {line})" if line else "")) from error
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


def code_of(text: str) -> str:
    """The text with docstrings and comments blanked out; every statement keeps its line."""
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            docstring = node.body[0]
            for row in range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1):
                lines[row - 1] = ""
    return "\n".join(line.rstrip() for line in lines) + "\n"


def edited(code: str, edits: Sequence[Edit]) -> str:
    """The code after replacements; each `old` has to occur exactly once."""
    for edit in edits:
        found = code.count(edit.old.strip("\n"))
        if found != 1:
            where = "does not occur" if found == 0 else f"occurs {found} times"
            raise LayerError(f"`{edit.old.strip()}` {where} in the code of the layer (docstrings and comments apart)")
        code = code.replace(edit.old.strip("\n"), edit.new.strip("\n"))
    return code
