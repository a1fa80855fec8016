"""What stands between \\begin and \\end: a matrix, cases, or equations over several lines."""

from collections.abc import Callable

from quizdl.tex.doubt import Doubt
from quizdl.tex.nodes import Cases, Gap, Item, Leaf, Matrix, Node, Row
from quizdl.tex.stream import Stream

MATRICES = frozenset(["matrix", "pmatrix", "bmatrix", "smallmatrix"])
CASES = frozenset(["cases", "dcases"])
LINES = frozenset(["aligned", "align", "align*", "split", "gathered"])
OPERATORS = ("rel", "sign", "bin")


def environment(name: str, stream: Stream, row: Callable[[], Row]) -> Node:
    """What follows \\begin{name}. `row` reads a cell."""
    if name not in MATRICES | CASES | LINES:
        raise Doubt(f"`\\begin{{{name}}}` is not known")
    whole = not any(not token.ignored for token in stream.tokens[: stream.at - 1])
    lines = read(name, stream, row)
    if name in LINES:
        stream.skip_ignored()
        if not whole or stream.peek():
            raise Doubt(f"`\\begin{{{name}}}` is not the whole formula")
        return equations(lines)
    if name in CASES:
        return cases(lines)
    if any(len(cells) != len(lines[0]) or not all(cell.items for cell in cells) for cells in lines):
        raise Doubt("the matrix has empty cells")
    return Matrix(tuple(map(tuple, lines)))


def read(name: str, stream: Stream, row: Callable[[], Row]) -> list[list[Row]]:
    """The cells of every line."""
    lines: list[list[Row]] = [[]]
    while True:
        lines[-1].append(row())
        token = stream.peek()
        if token is None:
            raise Doubt(f"`\\begin{{{name}}}` has no end")
        stream.take()
        if token.kind == "end" and token.text == name:
            break
        if token.source == "\\\\":
            lines.append([])
        elif token.text != "&":
            raise Doubt(f"`{token.source}` stands in a cell of `\\begin{{{name}}}`")
    if len(lines) > 1 and [cell.items for cell in lines[-1]] == [()]:
        lines.pop()
    return lines


def cases(lines: list[list[Row]]) -> Cases:
    """Values and conditions, without the commas between them."""
    if any(len(cells) != 2 for cells in lines):
        raise Doubt("every line of cases needs a value, one `&` and a condition")
    found = [(unpunctuated(value), unpunctuated(condition)) for value, condition in lines]
    if not all(value.items and condition.items for value, condition in found):
        raise Doubt("a line of cases lacks its value or its condition")
    return Cases(tuple(found))


def unpunctuated(row: Row) -> Row:
    """A cell without the comma or point at its end."""
    last = row.items[-1].node if row.items else None
    return Row(row.items[:-1]) if isinstance(last, Leaf) and last.role in ("punct", "point") else row


def equations(lines: list[list[Row]]) -> Row:
    """All in one row: a line that only goes on with the one before, or else a semicolon between the two."""
    items: list[Item] = []
    for cells in lines:
        line = [item for cell in cells for item in cell.items]
        if not line or len(cells) > 2:
            raise Doubt("a line is empty or has more than two columns")
        if items and not goes_on(items[-1], line[0], not cells[0].items, not lines[0][0].items):
            items += [] if role(items[-1]) == "punct" else [Item(Leaf(";", "punct"))]
        items += [Item(line[0].node, Gap.TYPED), *line[1:]]
    return Row(tuple(items))


def goes_on(last: Item, first: Item, indented: bool, all_are: bool) -> bool:
    """Whether a line goes on with what `last` ends. `indented`: it begins with &; `all_are`: so does the first line."""
    if role(last) in OPERATORS or role(first) == "rel":
        return True
    signed = role(first) in OPERATORS
    if indented and not all_are and not signed and role(first) != "label":
        raise Doubt("a line begins with & and a value: it is not clear whether it goes on with the line before")
    if signed and indented == all_are:
        raise Doubt("a line begins with a sign: it is not clear whether it goes on with the line before")
    return signed and indented


def role(item: Item) -> str:
    """The role of a sign or word; nothing for all else."""
    return item.node.role if isinstance(item.node, Leaf) else ""
