"""The tree as text: fractions, roots, scripts, accents, fences and matrices."""

import unicodedata
from dataclasses import replace

from quizdl.tex.doubt import Doubt
from quizdl.tex.join import join
from quizdl.tex.nodes import (
    Accent,
    Binomial,
    Braced,
    Cases,
    Fenced,
    Fraction,
    Item,
    Leaf,
    Matrix,
    Node,
    Root,
    Row,
    Scripts,
)
from quizdl.tex.symbols import SUBSCRIPTS, SUPERSCRIPTS
from quizdl.tex.units import Laid, Level, Unit

PRIMES = ("", "′", "″", "‴")
RADICALS = {"2": "√", "3": "∛", "4": "∜"}
CONDITIONS = frozenset(
    ["if", "for", "when", "where", "while", "otherwise", "else", "with", "unless", "as", "in", "during", "at"]
)
"""Words that a condition may begin with."""
MARKS = {"_": SUBSCRIPTS, "^": SUPERSCRIPTS}


class Layout:
    """Lays out one formula, and remembers which faces its letters have."""

    def __init__(self) -> None:
        self.faces: dict[tuple[str, bool], str] = {}

    def row(self, row: Row, compact: bool = False) -> Laid:
        """What stands side by side."""
        return join([self.item(item, compact) for item in row.items], compact)

    def item(self, item: Item, compact: bool) -> Unit:
        """One item of a row."""
        return replace(self.unit(item.node, compact), gap=item.gap)

    def unit(self, node: Node, compact: bool) -> Unit:
        """One node."""
        match node:
            case Leaf():
                return self.leaf(node, False)
            case Scripts():
                return self.scripts(node, compact)
            case Fraction():
                return self.fraction(node, compact)
            case Root():
                return self.root(node, compact)
            case Accent():
                return self.accent(node, compact)
            case Fenced():
                return self.fenced(node, compact)
            case Matrix():
                return self.matrix(node)
            case Cases():
                return self.cases(node)
            case Binomial():
                return self.binomial(node, compact)
            case Braced():
                return self.braced(node, compact)
            case Row():  # pragma: no cover  the parser puts the items of braces into the row around them
                raise Doubt("braces")

    def leaf(self, leaf: Leaf, subscript: bool) -> Unit:
        """A letter or sign. The same letter in two faces means two things that would look like one."""
        if leaf.role == "letter":
            face = self.faces.setdefault((leaf.text, subscript), leaf.face)
            if face != leaf.face:
                raise Doubt(f"`{leaf.text}` in two faces (such as bold and italic) would look the same")
        return Unit(leaf.text, leaf.role)

    def scripts(self, node: Scripts, compact: bool) -> Unit:
        """Subscripts and superscripts: Unicode for all of them, or `_` and `^`."""
        named = "_" in dict(node.parts)
        base = self.leaf(node.base, named) if isinstance(node.base, Leaf) else self.unit(node.base, compact)
        if base.role == "fraction":
            raise Doubt("a script on a fraction: put \\left( \\right) around it")
        if base.role == "root":
            base = Unit(f"({base.text})", "fence")
        texts = [(sign, self.row(row, compact=True).text) for sign, row in node.parts]
        if texts == [("^", "∘")]:
            return self.degrees(base)
        small = [raised(sign, text) for sign, text in texts]
        shown = base.text.rstrip() + PRIMES[node.primes]
        if all(small):
            shown += "".join(small)
        else:
            shown += "".join(sign + (text if len(text) == 1 else f"{{{text}}}") for sign, text in texts)
        bare = not all(small) and not shown.endswith("}")
        power = bool(node.primes) or "^" in dict(texts)
        return Unit(shown, base.role, bare=bare, power=power)

    def degrees(self, base: Unit) -> Unit:
        """90^\\circ"""
        if base.role != "number":
            raise Doubt("`\\circ` as a superscript")
        return Unit(f"{base.text}°", "number", power=True)

    def fraction(self, node: Fraction, compact: bool) -> Unit:
        """a/b, with brackets around what is more than one thing."""
        top, bottom = self.row(node.top, compact), self.row(node.bottom, compact)
        above = top.text if top.level in (Level.ATOM, Level.RUN) else f"({top.text})"
        if top.level == Level.ROOT:
            above = top.units[0].closed
        below = bottom.text if bottom.level in (Level.ATOM, Level.ROOT) else f"({bottom.text})"
        text = f"{above}/{below}"
        return Unit(text, "fraction", closed=f"({text})")

    def root(self, node: Root, compact: bool) -> Unit:
        """√x, √(x + y), ∛x, ⁿ√x."""
        body = self.row(node.body, compact)
        degree = self.row(node.degree, compact=True).text if node.degree else "2"
        small = raised("^", degree) if degree.isalnum() else ""
        sign = RADICALS.get(degree) or (small and f"{small}√")
        if not sign:
            raise Doubt(f"a root of degree {degree}: write it as a power")
        only = body.units[0]
        simple = body.level == Level.ATOM and not only.power
        bracketed = simple and only.role == "fence" and only.text.startswith("(") and only.text.endswith(")")
        whole = sign + (only.text if bracketed else f"({body.text})")
        if simple and only.role in ("letter", "number", "symbol", "label", "fence"):
            text = f"{sign}{only.text}"
        else:
            text = whole
        return Unit(text, "root", closed=f"({text})" if len(sign) > 1 else whole)

    def accent(self, node: Accent, compact: bool) -> Unit:
        """x̂, or hat(xy)."""
        item = node.body.items[0].node
        if len(node.body.items) == 1 and isinstance(item, Leaf) and item.role == "letter":
            letter = self.leaf(item, False).text
            if len(letter) == 1 and not (node.name in ("dot", "ddot") and letter in "ij"):
                return Unit(unicodedata.normalize("NFC", letter + node.mark), "letter")
        return Unit(f"{node.name}({self.row(node.body, compact).text})", "call")

    def fenced(self, node: Fenced, compact: bool) -> Unit:
        """Brackets and bars."""
        body = self.row(node.body, compact).text
        if node.left in "|‖" and ("|" in body or "‖" in body):
            raise Doubt("bars within bars")
        return Unit(f"{node.left}{body}{node.right}", "fence")

    def matrix(self, node: Matrix) -> Unit:
        """[a b; c d], with commas where a cell is more than one thing."""
        cells = [[self.row(cell) for cell in row] for row in node.rows]
        every = [cell for row in cells for cell in row]
        if any(sign in cell.text for cell in every for sign in ",;"):
            raise Doubt("a comma in a cell of a matrix")
        separator = " " if all(cell.level == Level.ATOM and " " not in cell.text for cell in every) else ", "
        return Unit(f"[{'; '.join(separator.join(cell.text for cell in row) for row in cells)}]", "fence")

    def cases(self, node: Cases) -> Unit:
        """{a if b; c otherwise}"""
        lines = []
        for left, right in node.lines:
            value, condition = self.row(left), self.row(right)
            if any(unit.role == "punct" for unit in value.units) or any(unit.text == ";" for unit in condition.units):
                raise Doubt("a comma or semicolon in a line of cases")
            if condition.units[0].role in ("rel", "bin", "punct"):
                raise Doubt(f"a condition that begins with `{condition.units[0].text}`")
            first = right.items[0].node
            told = isinstance(first, Leaf) and first.text.split()[0] in CONDITIONS
            lines.append(f"{value.text} {'' if told else 'if '}{condition.text}")
        return Unit(f"{{{'; '.join(lines)}}}", "fence")

    def binomial(self, node: Binomial, compact: bool) -> Unit:
        """binom(n, k)"""
        top, bottom = self.row(node.top, compact), self.row(node.bottom, compact)
        if any(unit.role == "punct" for unit in (*top.units, *bottom.units)):
            raise Doubt("a comma in a binomial coefficient")
        return Unit(f"binom({top.text}, {bottom.text})", "call")

    def braced(self, node: Braced, compact: bool) -> Unit:
        """(a + b)⏟{label}"""
        body = self.row(node.body, compact)
        simple = len(body.units) == 1 and body.units[0].role in ("letter", "number", "symbol", "fence")
        shown = body.text if simple and not body.units[0].bare else f"({body.text})"
        return Unit(f"{shown}{node.sign}{{{self.row(node.label, compact=True).text}}}", "call")


def raised(sign: str, text: str) -> str:
    """A script in Unicode, or nothing. One small o alone looks like a small zero."""
    if any(char not in MARKS[sign] for char in text) or ("o" in text and not (len(text) > 2 and text.isalpha())):
        return ""
    return "".join(MARKS[sign][char] for char in text)
