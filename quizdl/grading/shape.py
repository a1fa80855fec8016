"""Grades a shape: sizes with symbols are right when they are the key's, whatever the symbols stand for."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizdl import variants
from quizdl.grading.sizes import read_shape
from quizdl.model.kinds.shape import Shape
from quizdl.model.question import Expression
from quizdl.model.verdict import Status, Verdict

if TYPE_CHECKING:
    from quizdl.grading.keys import Keys

DRAWS = (
    (13, 22, 17, 28, 35, 11, 24, 19),
    (20, 15, 31, 18, 12, 27, 33, 14),
    (27, 34, 12, 21, 16, 30, 13, 25),
    (18, 11, 26, 33, 29, 20, 15, 36),
)
"""What the symbols stand for, each row in turn: small, since layers may run on such arrays; even and odd, since halves
are rounded; and without a relation between columns that holds in every row."""
MOST_AXES = 16
Sizes = tuple[tuple[int, ...], ...]
"""A shape for each row of DRAWS; without symbols there is one."""


@dataclass(frozen=True, slots=True)
class WrongShape:
    """A shape that a known mistake leads to."""

    value: Sizes
    says: str
    misconception: str | None


@dataclass(frozen=True, slots=True)
class ShapeKey:
    """What a shape question expects, for one seed."""

    value: Sizes
    shown: str
    wrong: tuple[WrongShape, ...]


def meanings(question: Shape) -> list[dict[str, int]]:
    """What the symbols stand for, row by row."""
    if not question.symbols:
        return [{}]
    return [{name: of * size for (name, of), size in zip(question.symbols.items(), row, strict=False)} for row in DRAWS]


def read(text: str, question: Shape) -> Sizes:
    """A shape as a learner types it, for each meaning of the symbols; UnreadableError where it is none."""
    return tuple(read_shape(text, names) for names in meanings(question))


def grade(question: Shape, value: Sizes, key: ShapeKey) -> Verdict:
    """Judge a shape."""
    if value == key.value:
        return Verdict(Status.RIGHT, question.points, question.points)
    known = next((wrong for wrong in key.wrong if wrong.value == value), None)
    feedback = known.says if known else difference(value, key.value)
    diagnosis = (known.misconception,) if known and known.misconception else ()
    return Verdict(Status.WRONG, 0.0, question.points, feedback=(feedback,), diagnosis=diagnosis)


def difference(value: Sizes, key: Sizes) -> str:
    """How a shape differs from the right one."""
    have, need = len(value[0]), len(key[0])
    if have != need:
        return f"Your shape has {have} {'axis' if have == 1 else 'axes'}, the right one has {need}."
    if all(sorted(mine) == sorted(right) for mine, right in zip(value, key, strict=True)):
        return "The sizes are right, but not their order."
    columns = zip(zip(*value, strict=True), zip(*key, strict=True), strict=True)
    off = [str(axis) for axis, (mine, right) in enumerate(columns, start=1) if mine != right]
    if len(off) == 1:
        return f"Axis {off[0]} is not right, counted from 1; the others are."
    return f"Axes {', '.join(off[:-1])} and {off[-1]} are not right, counted from 1."


def compute(question: Shape, params: Mapping[str, float], keys: "Keys") -> ShapeKey:
    """The key for one draw of the params, and where known mistakes lead."""
    from quizdl.grading.keys import in_wrong

    value = sizes(question, None, question.answer, params, keys)
    shown = written(question, params, value)
    wrong = []
    for index, item in enumerate(question.wrong):
        expression = question.answer if item.value is None else item.value
        with in_wrong(index):
            mistaken = sizes(question, item.misconception, expression, params, keys)
        says = item.says or keys.bank.misconception(item.misconception or "").teaches
        wrong.append(WrongShape(mistaken, variants.fill(says, params), item.misconception))
    return ShapeKey(value, shown, tuple(wrong))


def sizes(
    question: Shape, mistake: str | None, expression: Expression, params: Mapping[str, float], keys: "Keys"
) -> Sizes:
    """The value of an expression for each meaning of the symbols."""
    from quizdl.grading.keys import NoKeyError

    found = []
    for names in meanings(question):
        drawn = {**params, **names}
        shown, value = keys.evaluate(question.layer, mistake, expression, drawn, into="[*{}]")
        if value is None or value.ndim != 1 or len(value) > MOST_AXES or not all(map(is_size, value)):
            raise NoKeyError(f"`{shown}` is not a tuple of whole numbers, such as (32, h // 2){stand_for(names)}")
        found.append(tuple(int(n) for n in value))
    if len({len(shape) for shape in found}) > 1:
        raise NoKeyError(f"`{shown}` has not always the same number of axes")
    return tuple(found)


def is_size(value: float) -> bool:
    """Whether a number can be that of the elements along an axis."""
    return float(value).is_integer() and value >= 0


def stand_for(names: Mapping[str, int]) -> str:
    """What symbols stand for, as the end of a sentence."""
    return "".join(f", {name} = {size}" for name, size in names.items()).replace(",", " when", 1)


def written(question: Shape, params: Mapping[str, float], value: Sizes) -> str:
    """The key as it is shown: numbers and symbols, or what the author wrote with the params filled in."""
    from quizdl.grading.keys import NoKeyError

    axes = []
    columns = list(zip(*value, strict=True))
    symbols = {tuple(row[name] for row in meanings(question)): name for name in question.symbols}
    tree = ast.parse(str(question.answer).strip(), mode="eval").body
    terms = tree.elts if isinstance(tree, ast.Tuple | ast.List) and len(tree.elts) == len(columns) else None
    for axis, column in enumerate(columns):
        if len(set(column)) == 1:
            axes.append(str(column[0]))
        elif column in symbols:
            axes.append(symbols[column])
        elif terms is not None:
            axes.append(ast.unparse(Filled(params).visit(terms[axis])))
        else:
            raise NoKeyError(
                f"axis {axis + 1} depends on symbols: write the answer as a tuple, so that it can be shown"
            )
    return f"({axes[0]},)" if len(axes) == 1 else f"({', '.join(axes)})"


class Filled(ast.NodeTransformer):
    """Puts numbers where params stand."""

    def __init__(self, params: Mapping[str, float]):
        self.params = params

    def visit_Name(self, node: ast.Name) -> ast.expr:  # the name that the library calls
        """A param as its value."""
        return ast.Constant(self.params[node.id]) if node.id in self.params else node
